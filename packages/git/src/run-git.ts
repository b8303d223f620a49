import { type ExecFileException, execFile } from "node:child_process";
import type { GitPlace } from "./git-place.ts";

/** No question here takes git this long unless its disk hangs; the answer is not worth more. */
const TIMEOUT_MS = 5_000;

/**
 * Asks git itself and answers its standard output. Undefined when it refuses, is not installed or takes
 * longer than five seconds. Rejects with the reason of the signal.
 */
export function runGit(
  place: GitPlace,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  return run(place, args, () => false, signal);
}

/** The same for a comparison, which ends with 1 when it has found something. */
export function runGitDiff(
  place: GitPlace,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  return run(place, args, (error) => error.code === 1, signal);
}

async function run(
  place: GitPlace,
  args: readonly string[],
  isFine: (error: ExecFileException) => boolean,
  signal: AbortSignal,
): Promise<string | undefined> {
  signal.throwIfAborted();
  const options = {
    cwd: place.cwd,
    env: { ...place.env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" },
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL",
    maxBuffer: 16 * 1024 * 1024,
    windowsHide: true,
    signal,
  } as const;
  const output = await new Promise<string | undefined>((resolve) => {
    const child = execFile("git", args, options, (error, stdout) =>
      resolve(error && !isFine(error) ? undefined : stdout),
    );
    child.stdin?.end();
  });
  signal.throwIfAborted();
  return output;
}
