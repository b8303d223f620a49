import { readFile } from "node:fs/promises";
import path from "node:path";
import { reply, runProgram, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { CODEX, openStage } from "./stage.ts";

test("tells its version from any folder and without a home", async () => {
  const manifest = path.resolve(import.meta.dirname, "../../package.json");
  const { version } = JSON.parse(await readFile(manifest, "utf8")) as { readonly version: string };
  const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin" };
  const result = await runProgram([CODEX, "--version"], {
    cwd: "/",
    env,
    stdin: "ignore",
    signal: AbortSignal.timeout(10_000),
  });
  expect(result).toEqual({ code: 0, signal: null, stdout: `codex-cli ${version}\n`, stderr: "" });
});

test("a reader that goes away is no failure", async () => {
  await using stage = await openStage({ replies: [reply(say("x".repeat(100_000)))] });
  const result = await runProgram(
    ["bash", "-c", 'set -o pipefail; "$0" exec --json hello | head -1', CODEX],
    {
      cwd: stage.repo.path,
      env: stage.home.env,
      stdin: "ignore",
      signal: AbortSignal.timeout(15_000),
    },
  );
  expect(result.code).toBe(0);
  expect(JSON.parse(result.stdout)).toMatchObject({ type: "thread.started" });
  await stage.settle();
});
