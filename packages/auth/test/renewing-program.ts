/** A program of its own that renews the login of a home: argv is the home and the issuer's token address. */
import { randomUUID } from "node:crypto";
import { createAuthManager } from "../src/auth-manager.ts";
import { send } from "./send.ts";

const [home = "", url = ""] = process.argv.slice(2);
const { signal } = new AbortController();
const manager = createAuthManager({
  env: { CODEX_REFRESH_TOKEN_URL_OVERRIDE: url },
  home,
  store: "file",
  acceptsCodexApiKey: false,
  http: send,
  process: { pid: process.pid, hostname: "test" },
  clock: { now: () => Date.now() },
  createSuffix: randomUUID,
});
const provider = manager.providerFor("openai");
await provider.resolve(signal);
process.stdout.write("ready\n");
await new Promise((resolve) => process.stdin.once("data", resolve));
process.stdin.destroy();
await manager.renew(signal);
process.stdout.write(`${(await provider.resolve(signal)).token}\n`);
