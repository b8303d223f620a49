/** What each policy lets commands do, and what not. */
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import type { SandboxPolicy } from "@codex-ts/protocol";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type ExecHost, runCommand } from "../src/index.ts";
import {
  isLinux,
  neverAborted,
  openTestHost,
  PLAIN_ENV,
  planFor,
  temporaryFolder,
  WORKSPACE_ONLY,
} from "./linux-host.ts";

const onLinux = isLinux ? test : test.skip;
let host: ExecHost;
let folder: ReturnType<typeof temporaryFolder>;
let work: string;
beforeAll(async () => {
  if (isLinux) host = await openTestHost();
});
afterAll(() => host?.close());
beforeEach(() => {
  folder = temporaryFolder();
  work = path.join(folder.path, "work");
  mkdirSync(work);
});
afterEach(() => folder.remove());

async function script(text: string, policy: SandboxPolicy, policyCwd = work) {
  const plan = planFor(host, policyCwd, policy);
  const request = {
    argv: ["bash", "-c", text],
    cwd: work,
    env: PLAIN_ENV,
    plan,
    timeoutMs: 15_000,
    onDelta: () => undefined,
  };
  const outcome = await runCommand(host, request, neverAborted());
  if (outcome.kind !== "finished") throw new Error(outcome.failure.message);
  return outcome;
}

onLinux("read-only: everything can be read, only /dev/null can be written", async () => {
  const outcome = await script(
    "cat /etc/passwd > /dev/null && echo read; echo x > file; echo x > /tmp/exec-sandbox-read-only",
    { type: "read-only" },
  );
  expect(outcome.stdout).toBe("read\n");
  expect(existsSync(path.join(work, "file"))).toBe(false);
  expect(existsSync("/tmp/exec-sandbox-read-only")).toBe(false);
});

onLinux("workspace-write: /tmp counts unless it is excluded", async () => {
  const withTmp = { ...WORKSPACE_ONLY, exclude_slash_tmp: false };
  const name = `/tmp/exec-sandbox-${process.pid}`;
  const text = `echo x > '${name}' && rm '${name}' && echo written`;
  expect((await script(text, withTmp)).stdout).toBe("written\n");
  expect((await script(text, WORKSPACE_ONLY)).stdout).toBe("");
});

onLinux("a single file can be a root", async () => {
  const file = path.join(folder.path, "single");
  writeFileSync(file, "");
  await script(`echo x > '${file}'; echo x > '${file}2'`, { ...WORKSPACE_ONLY, writable_roots: [file] });
  expect(readFileSync(file, "utf8")).toBe("x\n");
  expect(existsSync(`${file}2`)).toBe(false);
});

onLinux("the whole tree can be the root", async () => {
  const file = path.join(folder.path, "anywhere");
  expect((await script(`echo x > '${file}'`, WORKSPACE_ONLY, "/")).exitCode).toBe(0);
  expect(readFileSync(file, "utf8")).toBe("x\n");
});

(existsSync("/dev/shm") ? onLinux : test.skip)(
  "file systems mounted inside of a root stay as they are",
  async () => {
    const policy = { ...WORKSPACE_ONLY, writable_roots: ["/dev"] };
    const name = `/dev/shm/exec-sandbox-${process.pid}`;
    expect((await script(`echo x > '${name}' && rm '${name}' && echo written`, policy)).stdout).toBe(
      "written\n",
    );
  },
);

onLinux("network: a local server is reached when the policy has network, and only then", async () => {
  let visits = 0;
  const server = net.createServer((socket) => {
    visits += 1;
    socket.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  const text = `exec 3<>/dev/tcp/127.0.0.1/${port} && cat <&3 && echo "$CODEX_SANDBOX_NETWORK_DISABLED"`;
  const open = await script(text, { ...WORKSPACE_ONLY, network_access: true });
  const closed = await script(text, WORKSPACE_ONLY);
  server.close();
  await once(server, "close");
  expect([open.stdout, closed.stdout, visits]).toEqual(["\n", "", 1]);
});

onLinux("bash does not take the sandbox for a network login", async () => {
  const home = path.join(work, "home");
  mkdirSync(home);
  const outcome = await script(
    `echo 'echo rc was read' > home/.bashrc; env -u SHLVL HOME='${home}' bash -c 'echo run'`,
    WORKSPACE_ONLY,
  );
  expect(outcome.stdout).toBe("run\n");
});

onLinux("without network a program still talks to its own children over socket pairs", async () => {
  const parent = `
    const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ["-e", "process.stdin.pipe(process.stdout)"], { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.on("error", (error) => console.log("stdin", error.code));
    child.stdout.on("data", (data) => console.log("child says", String(data)));
    child.stdin.end("hello");`;
  writeFileSync(path.join(work, "parent.cjs"), parent);
  const outcome = await script(`'${process.execPath}' parent.cjs`, WORKSPACE_ONLY);
  expect(outcome.stdout).toBe("child says hello\n");
  expect(outcome.stderr).toBe("");
});
