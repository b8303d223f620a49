import { expect, test } from "@jest/globals";
import { leakGuard } from "./leak-guard.ts";
import { type ProgramOptions, runProgram, startProgram } from "./run-program.ts";

function options(part: Partial<ProgramOptions>): ProgramOptions {
  const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin", ONLY: "this" };
  return { cwd: "/", env, stdin: "ignore", signal: AbortSignal.timeout(15_000), ...part };
}

test("gives exit code and both outputs, with the environment it was told", async () => {
  const result = await runProgram(
    ["sh", "-c", 'cat; echo "$ONLY" >&2; exit 3'],
    options({ stdin: { text: "in" } }),
  );
  expect(result).toEqual({ code: 3, signal: null, stdout: "in", stderr: "this\n" });
});

test("a program that leaves its input unread is no error", async () => {
  const big = "x".repeat(1_000_000);
  const result = await runProgram(["true"], options({ stdin: { text: big } }));
  expect(result.code).toBe(0);
});

test("tells what could not be started", async () => {
  await expect(runProgram(["no-such-program"], options({}))).rejects.toThrow(
    'cannot start "no-such-program" in /',
  );
});

test("an abort kills the whole process group", async () => {
  const guard = await leakGuard();
  const controller = new AbortController();
  const program = await startProgram(
    ["bash", "-c", "sleep 600 & echo $!; wait"],
    options({ signal: controller.signal }),
  );
  await program.stdoutLine(/^\d+$/);
  await expect(guard.check(0)).rejects.toThrow("left behind: process");
  controller.abort();
  expect(await program.result).toMatchObject({ code: null, signal: "SIGKILL" });
  await guard.check();
});

test("a signal reaches the program, and a line can be waited for", async () => {
  const program = await startProgram(
    [
      "bash",
      "-c",
      "trap 'echo caught; exit 7' INT; echo ready; while :; do read -t 0.1 < /dev/zero || true; done",
    ],
    options({}),
  );
  expect(await program.stdoutLine(/ready/)).toBe("ready");
  program.kill("SIGINT");
  expect(await program.result).toMatchObject({ code: 7, stdout: "ready\ncaught\n" });
});

test("waiting for a line ends with the program", async () => {
  const program = await startProgram(["echo", "other"], options({}));
  await expect(program.stdoutLine(/never/)).rejects.toThrow('no line fits /never/; stdout: "other\\n"');
});
