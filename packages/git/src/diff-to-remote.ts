import type { GitPlace } from "./git-place.ts";
import { runGit, runGitDiff } from "./run-git.ts";

/** What a work tree has that no remote has. */
export interface DiffToRemote {
  /** The closest commit behind HEAD that a remote has, as far as this repository knows. */
  readonly sha: string;
  /** From that commit to the files as they are, in the format of git; new files come last, ignored ones never. */
  readonly diff: string;
}

/** Programs that a repository's settings name are not run. */
const PLAIN = ["-c", "core.fsmonitor=false"];
const DIFF = [...PLAIN, "diff", "--no-color", "--no-ext-diff", "--no-textconv"];

/**
 * Compares the whole work tree around a directory with its remotes, and asks none of them. Undefined outside of a
 * repository, where no remote has anything of HEAD, and when git refuses. Rejects only with the reason of the signal.
 */
export async function diffToRemote(place: GitPlace, signal: AbortSignal): Promise<DiffToRemote | undefined> {
  const root = (await runGit(place, ["rev-parse", "--show-toplevel"], signal))?.replace(/\n$/, "");
  if (!root) return undefined;
  const top = { ...place, cwd: root };
  const sha = await closestPublished(top, signal);
  if (sha === undefined) return undefined;
  const changes = await runGitDiff(top, [...DIFF, sha, "--"], signal);
  const listed = await runGit(top, [...PLAIN, "ls-files", "--others", "--exclude-standard", "-z"], signal);
  if (changes === undefined || listed === undefined) return undefined;
  const parts = [changes];
  for (const file of listed.split("\0").filter(Boolean)) {
    parts.push((await runGitDiff(top, [...DIFF, "--no-index", "--", "/dev/null", file], signal)) ?? "");
  }
  return { sha, diff: parts.join("") };
}

/** HEAD, or the commit where what only this repository has begins. */
async function closestPublished(place: GitPlace, signal: AbortSignal): Promise<string | undefined> {
  const head = (await runGit(place, ["rev-parse", "--verify", "--quiet", "HEAD"], signal))?.trim();
  const own = await runGit(place, ["rev-list", "--boundary", "HEAD", "--not", "--remotes"], signal);
  if (!head || own === undefined) return undefined;
  const lines = own.split("\n").filter(Boolean);
  if (lines.length === 0) return head;
  return lines.find((line) => line.startsWith("-"))?.slice(1);
}
