import { GitError } from "../errors.ts";
import type { GitPlace } from "../git-place.ts";
import { runGit } from "../run-git.ts";
import { readable, type ScratchRepository, withScratchRepository } from "./scratch-repository.ts";

/** What a work tree has that no remote has. */
export interface DiffToRemote {
  /** The closest commit behind HEAD that a remote has, as far as this repository knows. */
  readonly sha: string;
  /** From that commit to the files as they are, in the format of git; new files come last, ignored ones never. */
  readonly diff: string;
}

const DIFF = ["diff", "--no-color", "--no-ext-diff", "--no-textconv"];

/** So many names go to git in one call; its arguments have a limit. */
const BATCH = 500;

/**
 * Compares the whole work tree around a directory with its remotes, and asks none of them. Undefined outside of a
 * repository, where no remote has anything of HEAD, and when git refuses. `scratchFolder` is as for snapshots.
 * Rejects only with the reason of the signal.
 */
export async function diffToRemote(
  place: GitPlace,
  scratchFolder: string,
  signal: AbortSignal,
): Promise<DiffToRemote | undefined> {
  const sha = await closestPublished(place, signal);
  if (sha === undefined) return undefined;
  const compare = async (repository: ScratchRepository) => {
    const changed = await repository.git([...DIFF, sha, "--"], {}, signal);
    return { sha, diff: readable(changed + (await newFiles(repository, sha, signal))) };
  };
  try {
    return await withScratchRepository(place, scratchFolder, compare, signal);
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
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

/** The diff of files that git does not know yet, other repositories left out. */
async function newFiles({ git }: ScratchRepository, sha: string, signal: AbortSignal): Promise<string> {
  const listed = await git(["ls-files", "--others", "--exclude-standard", "-z"], {}, signal);
  const files = listed.split("\0").filter((name) => name !== "" && !name.endsWith("/"));
  const names = files.map(readable);
  if (files.length === 0) return "";
  // The index is a copy of the user's; a file that it merely announces shows as a new one.
  const announce = ["add", "--intent-to-add", "--pathspec-from-file=-", "--pathspec-file-nul"];
  await git(announce, { input: files.join("\0") }, signal);
  const parts: string[] = [];
  for (let at = 0; at < files.length; at += BATCH) {
    parts.push(await git([...DIFF, sha, "--", ...names.slice(at, at + BATCH)], {}, signal));
  }
  return parts.join("");
}
