import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { leakGuard, tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { runLms } from "./run-lms.ts";

const never = new AbortController().signal;

/** Runs of a Bash script that stands where `lms` does; nothing of it may be left. */
async function withLms(script: string, run: (home: string, env: Record<string, string>) => Promise<void>) {
  await using dir = await tempDir();
  const guard = await leakGuard({ roots: [dir.path] });
  const bin = path.join(dir.path, ".lmstudio", "bin");
  await mkdir(bin, { recursive: true });
  await writeFile(path.join(bin, "lms"), `#!/usr/bin/env bash\ncd "$(dirname "$0")"\n${script}`, {
    mode: 0o755,
  });
  await run(dir.path, { PATH: process.env["PATH"] ?? "" });
  await guard.check();
}

test("every line is told, those that end with a carriage return too", async () => {
  await withLms("printf 'a 1%%\\ra 2%%\\r\\n\\nb'; exit 4", async (userHome, env) => {
    const told: string[] = [];
    const result = await runLms(["x"], { env, userHome, onLine: (line) => told.push(line) }, never);
    expect(told).toEqual(["a 1%", "a 2%", "b"]);
    expect(result).toEqual({ kind: "ended", code: 4, lastLine: "b" });
  });
});

test("an abort ends the program and all that it started, before it rejects", async () => {
  await withLms("sleep 600 & echo up; wait", async (userHome, env) => {
    const abort = new AbortController();
    const running = runLms([], { env, userHome, onLine: () => abort.abort(new Error("stop")) }, abort.signal);
    await expect(running).rejects.toThrow("stop");
  });
});

test("nowhere to be found", async () => {
  expect(await runLms([], { env: {}, userHome: "/no/such/home", onLine: () => undefined }, never)).toEqual({
    kind: "missing",
  });
});
