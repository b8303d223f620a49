import { once } from "node:events";
import { readdirSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import type { SandboxPolicy } from "@codex-ts/protocol";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  isLinux,
  neverAborted,
  openTestHost,
  temporaryFolder,
  WORKSPACE_ONLY,
} from "../../test/linux-host.ts";
import type { ExecHost } from "../host.ts";
import { runCommand } from "../run-command.ts";
import { selectSandbox } from "../sandbox/select-sandbox.ts";
import { type OpenedNetwork, openNetwork } from "./open-network.ts";

const opened = isLinux ? await openTestHost() : undefined;
const onLevel3 = opened?.support.kind === "linux" && opened.support.level === 3 ? test : test.skip;
/** For tests that are skipped below level 3: there is no such namespace to enter. */
const host = opened as ExecHost;
let outside: Server;
const folder = temporaryFolder();
const outsidePort = () => (outside.address() as AddressInfo).port;

beforeAll(async () => {
  outside = createServer((socket) => socket.end("outside\n"));
  outside.listen(0, "127.0.0.1");
  await once(outside, "listening");
});
afterAll(async () => {
  outside.close();
  await opened?.close();
  folder.remove();
});

async function bash(
  network: OpenedNetwork,
  script: string,
  { policy = WORKSPACE_ONLY, allowsLocal = true }: { policy?: SandboxPolicy; allowsLocal?: boolean } = {},
) {
  const plan = selectSandbox({
    policy,
    policyCwd: folder.path,
    tmpdir: undefined,
    platform: host.platform,
    support: host.support,
    approval: "keep-sandbox",
    network: { ports: [4001, 4002], allowsLocal, namespace: network.namespace },
  });
  const outcome = await runCommand(
    host,
    {
      argv: ["bash", "-c", script],
      cwd: folder.path,
      env: { PATH: process.env["PATH"] ?? "" },
      plan,
      timeoutMs: 10_000,
      onDelta: () => undefined,
    },
    neverAborted(),
  );
  return outcome.kind === "finished" ? outcome.aggregated : outcome.failure.message;
}

async function open(): Promise<OpenedNetwork> {
  const network = await openNetwork(host, [4001, 4002], neverAborted());
  network.listeners.forEach((listener, index) => {
    listener.on("connection", (socket) => socket.end(`listener ${index}\n`));
  });
  return network;
}

const say = (port: number) => `(exec 3<>/dev/tcp/127.0.0.1/${port} && cat <&3) 2>&1`;

onLevel3.each([[WORKSPACE_ONLY], [{ type: "danger-full-access" }], [{ type: "read-only" }]] as const)(
  "under %j a command reaches our listeners, and nobody else",
  async (policy) => {
    const network = await open();
    try {
      const script = [say(4001), say(4002), say(outsidePort()), "grep -c : /proc/net/dev"].join("; ");
      const lines = (await bash(network, script, { policy })).split("\n");
      expect(lines.slice(0, 2)).toEqual(["listener 0", "listener 1"]);
      expect(lines.join()).toContain("Connection refused");
      expect(lines.join()).not.toContain("outside");
      expect(lines.at(-2)).toBe("1");
    } finally {
      network.close();
    }
  },
);

onLevel3("commands of one network reach each other, where that is allowed", async () => {
  const network = await open();
  const script = (what: string) =>
    `node -e 'const server = require("node:net").createServer((s) => s.end("inner")); server.on("error", (e) => console.log(e.code)); server.listen(5001, "127.0.0.1", () => { const c = require("node:net").connect(5001, "127.0.0.1"); c.on("data", (d) => console.log(${what} + d)); c.on("close", () => server.close()) })'`;
  try {
    expect(await bash(network, script('"got "'))).toBe("got inner\n");
    expect(await bash(network, script('"got "'), { allowsLocal: false })).toMatch(/EPERM/);
  } finally {
    network.close();
  }
});

onLevel3("local sockets lead nowhere, pairs work", async () => {
  const network = await open();
  const script = `node -e 'require("node:net").connect("/tmp/none.sock").on("error", (e) => console.log(e.code)); require("node:child_process").exec("echo pair", (e, out) => console.log(out.trim()))'`;
  try {
    expect((await bash(network, script)).trim().split("\n").sort()).toEqual(["EPERM", "pair"]);
  } finally {
    network.close();
  }
});

onLevel3("nothing stays open", async () => {
  const count = () => readdirSync("/proc/self/fd").length;
  (await open()).close();
  const before = count();
  for (let round = 0; round < 5; round += 1) (await open()).close();
  await new Promise((next) => setImmediate(next));
  expect(count()).toBeLessThanOrEqual(before + 1);
});

onLevel3("a port that cannot be opened opens nothing", async () => {
  await expect(openNetwork(host, [4001, 4001], neverAborted())).rejects.toMatchObject({
    code: "sandbox_unavailable",
  });
});
