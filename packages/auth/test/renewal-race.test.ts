/** Two programs that share a home renew its login at the same time. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { chatgptAuthJson, identityServer } from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import { tempCodexHome } from "./temp-codex-home.ts";

const TOKEN = "POST /oauth/token";
const PROGRAM = path.join(import.meta.dirname, "renewing-program.ts");

/** Starts the program and waits until it has read the login. */
async function startRenewing(home: string, url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [PROGRAM, home, url], { stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "readable");
  return child;
}

test("every token is used up once, and nobody ends with an old one", async () => {
  let generation = 1;
  await using identity = await identityServer({
    [TOKEN]: ({ body }) => {
      const { refresh_token: used } = JSON.parse(body) as { refresh_token: string };
      if (used !== `refresh-${generation}`) return { status: 401, json: { error: "refresh_token_reused" } };
      generation += 1;
      return { json: { access_token: `access-${generation}`, refresh_token: `refresh-${generation}` } };
    },
  });
  await using home = await tempCodexHome();
  await home.writeAuth(
    chatgptAuthJson({ access: "access-1", refresh: "refresh-1" }, new Date().toISOString()),
  );
  const url = `${identity.url}/oauth/token`;
  const programs = await Promise.all([startRenewing(home.path, url), startRenewing(home.path, url)]);
  const outputs = programs.map((program) => {
    program.stdin?.end("go\n");
    return program.stdout ? text(program.stdout) : "";
  });
  expect(await Promise.all(outputs)).toEqual(["ready\naccess-2\n", "ready\naccess-2\n"]);
  expect(identity.bodies(TOKEN)).toHaveLength(1);
  expect(await home.readAuth()).toMatchObject({ tokens: { refresh_token: "refresh-2" } });
}, 20_000);
