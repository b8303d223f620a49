import type { GitPlace } from "./git-place.ts";
import { runGit } from "./run-git.ts";

/**
 * The id of the commit where HEAD left `branch`. Undefined when one of the two does not exist, when they have
 * nothing in common, or when git is not installed. Rejects only with the reason of the signal.
 */
export async function findMergeBase(
  place: GitPlace,
  branch: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  // A name that looks like an option stays a name.
  const named = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${branch}^{commit}`];
  const tip = (await runGit(place, named, signal))?.trim();
  if (!tip) return undefined;
  return (await runGit(place, ["merge-base", "HEAD", tip], signal))?.trim() || undefined;
}
