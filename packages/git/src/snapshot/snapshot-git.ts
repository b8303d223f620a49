/** Git as snapshots use it: by the user's own settings, and without those of the repository. */
import { execFile } from "node:child_process";
import { GitError } from "../errors.ts";
import type { GitPlace } from "../git-place.ts";

/** Lists of paths in trees of a million files stay below this. */
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Hooks and file-system monitors are programs; paths are names, not patterns. */
const HARMLESS = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "--literal-pathspecs"];

/** Who commits, since a machine without a git identity has snapshots too. */
const IDENTITY = {
  GIT_AUTHOR_NAME: "Codex Snapshot",
  GIT_AUTHOR_EMAIL: "snapshot@codex.local",
  GIT_COMMITTER_NAME: "Codex Snapshot",
  GIT_COMMITTER_EMAIL: "snapshot@codex.local",
};

/**
 * Runs git and gives its standard output, one character per byte, since paths need not be UTF-8; `input` is
 * written alike. Throws `GitError` when git fails, and the signal's reason after an abort.
 */
export async function snapshotGit(
  { cwd, env }: GitPlace,
  args: readonly string[],
  input: string,
  signal: AbortSignal,
): Promise<string> {
  signal.throwIfAborted();
  const options = {
    cwd,
    env: { ...env, ...IDENTITY, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" },
    encoding: "latin1",
    maxBuffer: MAX_OUTPUT_BYTES,
    killSignal: "SIGKILL",
    windowsHide: true,
    signal,
  } as const;
  return await new Promise((resolve, reject) => {
    const child = execFile("git", [...HARMLESS, ...args], options, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else reject(signal.aborted ? signal.reason : toGitError(args, cwd, stderr, error));
    });
    // Git that ends before it has read everything says why on stderr.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input, "latin1");
  });
}

function toGitError(args: readonly string[], cwd: string, stderr: string, cause: Error): GitError {
  const said = Buffer.from(stderr, "latin1").toString("utf8").trim() || cause.message;
  return new GitError(`git ${args[0]} failed in ${cwd}: ${said}`, { cause });
}
