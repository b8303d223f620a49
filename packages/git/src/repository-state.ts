/** A repository at one moment: from its files where they can tell, from git where not. */
import { assertNever, untilAborted } from "@codex-ts/std";
import type { GitPlace } from "./git-place.ts";
import { type Head, readHead } from "./head.ts";
import { parseRemoteList, type Remotes, readRemotes } from "./remotes.ts";
import { locateRepository } from "./repository.ts";
import { runGit } from "./run-git.ts";

/** What is checked out, where, and where it came from. */
export interface RepositoryState {
  /** The top of the working tree; undefined inside a bare repository. */
  readonly root: string | undefined;
  readonly head: Head;
  readonly remotes: Remotes;
}

/**
 * Reads the state of the repository around a directory; undefined outside of one. Reading files takes a
 * fraction of a millisecond, each question to git several. Rejects only with the reason of the signal.
 */
export async function readRepositoryState(
  place: GitPlace,
  signal: AbortSignal,
): Promise<RepositoryState | undefined> {
  if (REDIRECTIONS.some((name) => place.env[name] !== undefined)) return await askGit(place, signal);
  // Files that cannot be read tell nothing; git may be able to say more, or that this is no repository.
  const reading = await untilAborted(
    readFiles(place).catch((): FileReading => ({ kind: "unclear" })),
    signal,
  );
  switch (reading.kind) {
    case "no_repository":
      return undefined;
    case "unclear":
      return await askGit(place, signal);
    case "read": {
      const { root, head, remotes } = reading;
      return { root, head, remotes: remotes ?? (await askForRemotes(place, signal)) };
    }
    default:
      return assertNever(reading);
  }
}

/** Variables that make git look at another repository than the one around the directory. */
const REDIRECTIONS: readonly string[] = ["GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE"];

type FileReading =
  | { readonly kind: "no_repository" | "unclear" }
  | (Pick<RepositoryState, "root" | "head"> & {
      readonly kind: "read";
      /** Undefined where only git can tell. */
      readonly remotes: Remotes | undefined;
    });

async function readFiles(place: GitPlace): Promise<FileReading> {
  const repository = await locateRepository(place.cwd);
  if (repository === undefined) return { kind: "no_repository" };
  const [head, remotes] = await Promise.all([readHead(repository), readRemotes(repository, place.env)]);
  return head === undefined ? { kind: "unclear" } : { kind: "read", root: repository.root, head, remotes };
}

async function askGit(place: GitPlace, signal: AbortSignal): Promise<RepositoryState | undefined> {
  const ask = async (...args: readonly string[]): Promise<string | undefined> =>
    (await runGit(place, args, signal))?.replace(/\n$/u, "");
  if ((await ask("rev-parse", "--git-dir")) === undefined) return undefined;
  const [root, commit, branch, remotes] = await Promise.all([
    ask("rev-parse", "--show-toplevel"),
    ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}"),
    ask("symbolic-ref", "--quiet", "--short", "HEAD"),
    askForRemotes(place, signal),
  ]);
  return { root, head: { commit, branch: commit === undefined ? undefined : branch }, remotes };
}

async function askForRemotes(place: GitPlace, signal: AbortSignal): Promise<Remotes> {
  return parseRemoteList((await runGit(place, ["remote", "-v"], signal)) ?? "");
}
