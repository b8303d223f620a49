import type { GitPlace } from "./git-place.ts";
import { type RepositoryState, readRepositoryState } from "./repository-state.ts";

/**
 * The JSON text that goes with the model requests of a turn: the working tree with its remotes and commit,
 * and how commands are confined (undefined: left out). Parts without content are left out; undefined when
 * nothing is left. The text is ASCII, so that it is a valid header value whatever the paths are called.
 * Rejects only with the reason of the signal.
 */
export async function readTurnMetadata(
  place: GitPlace,
  sandboxTag: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const state = await readRepositoryState(place, signal);
  const workspaces = state && buildWorkspaces(state);
  if (workspaces === undefined && sandboxTag === undefined) return undefined;
  // A key whose value is undefined does not reach the text.
  return toAscii(JSON.stringify({ workspaces, sandbox: sandboxTag }));
}

function buildWorkspaces({ root, head, remotes }: RepositoryState): Record<string, object> | undefined {
  if (root === undefined) return undefined;
  const urls = remotes.size === 0 ? undefined : Object.fromEntries(remotes);
  return { [root]: { associated_remote_urls: urls, latest_git_commit_hash: head.commit } };
}

function toAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
