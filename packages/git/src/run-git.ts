import { execFile } from "node:child_process";
import type { GitPlace } from "./git-place.ts";

/** No question here takes git this long unless its disk hangs; the answer is not worth more. */
const TIMEOUT_MS = 5_000;

/**
 * Asks git itself and answers its standard output. Undefined when it refuses, is not installed or takes
 * longer than five seconds. Rejects with the reason of the signal.
 */
export async function runGit(
  place: GitPlace,
  args: readonly string[],
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
    const child = execFile("git", args, options, (error, stdout) => resolve(error ? undefined : stdout));
    child.stdin?.end();
  });
  signal.throwIfAborted();
  return output;
}
