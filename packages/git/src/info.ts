import type { GitInfo } from "@codex-ts/protocol";
import type { GitPlace } from "./git-place.ts";
import { readRepositoryState } from "./repository-state.ts";

/**
 * The part of a recording's head that says where its repository stood: commit, branch (not when detached)
 * and the URL of `origin`, each left out when there is none. Undefined outside a repository.
 * Rejects only with the reason of the signal.
 */
export async function readGitInfo(place: GitPlace, signal: AbortSignal): Promise<GitInfo | undefined> {
  const state = await readRepositoryState(place, signal);
  if (state === undefined) return undefined;
  const { commit, branch } = state.head;
  const url = state.remotes.get("origin");
  return {
    ...(commit !== undefined && { commit_hash: commit }),
    ...(branch !== undefined && { branch }),
    ...(url !== undefined && { repository_url: url }),
  };
}
