import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "@jest/globals";
import { leakGuard } from "./leak-guard.ts";
import { startProgram } from "./run-program.ts";
import { tempDir } from "./temp-dir.ts";

const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin" };

test("is content when nothing is left", async () => {
  const guard = await leakGuard();
  {
    await using dir = await tempDir();
    const { signal } = new AbortController();
    const program = await startProgram(["true"], { cwd: dir.path, env, stdin: "ignore", signal });
    await program.result;
  }
  await guard.check();
});

test("names a folder and a process that were left", async () => {
  const guard = await leakGuard();
  const controller = new AbortController();
  await using dir = await tempDir();
  const program = await startProgram(["sleep", "600"], {
    cwd: "/",
    env,
    stdin: "ignore",
    signal: controller.signal,
  });
  await expect(guard.check(0)).rejects.toThrow(`process ${program.pid} (sleep)`);
  await expect(guard.check(0)).rejects.toThrow(`folder ${dir.path}`);
  controller.abort();
  await program.result;
});

test("finds a process that left the family by the folder it works in", async () => {
  await using dir = await tempDir();
  const guard = await leakGuard({ roots: [dir.path] });
  const { signal } = new AbortController();
  const options = { cwd: dir.path, env, stdin: "ignore", signal } as const;
  const program = await startProgram(["bash", "-c", "(setsid sleep 600 >/dev/null 2>&1 & echo $!)"], options);
  const orphan = Number((await program.result).stdout);
  await expect(guard.check(0)).rejects.toThrow(`process ${orphan} (`);
  process.kill(orphan, "SIGKILL");
  await guard.check();
});

test("names a server that still listens", async () => {
  const guard = await leakGuard();
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  await expect(guard.check(0)).rejects.toThrow("handle TCPServerWrap");
  server.close();
  await once(server, "close");
  await guard.check();
});
