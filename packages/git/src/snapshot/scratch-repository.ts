/**
 * A repository of our own over the user's objects and files. Settings of a repository name programs (filters,
 * monitors, helpers of remotes), and a confined command may have written them: git must never see them here,
 * where it runs unconfined.
 */
import { copyFile, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { makeFolder } from "@codex-ts/std/node";
import type { GitPlace } from "../git-place.ts";
import { snapshotGit } from "./snapshot-git.ts";

/** Our repository, for as long as it is lent. */
export interface ScratchRepository {
  /** Relative to the root of the tree, with a slash at its end; empty at the root. One character per byte. */
  readonly prefix: string;
  /** The root of the work tree. */
  readonly root: string;
  /** The commit that is checked out; undefined before the first one. */
  readonly head: string | undefined;
  /** Runs git on the work tree with a copy of the user's index, or with another one. */
  git(
    args: readonly string[],
    given: { readonly input?: string; readonly index?: "user" | "empty" },
    signal: AbortSignal,
  ): Promise<string>;
}

/** Where the user's repository keeps what ours needs. */
interface UserRepository {
  readonly root: string;
  readonly prefix: string;
  readonly commonFolder: string;
  readonly indexFile: string;
  readonly objectFormat: string;
  /** Settings by name, those that say how files are compared. */
  readonly fileSettings: readonly (readonly [string, string])[];
  readonly head: string | undefined;
}

/** Lends a repository for the work tree around a place; undefined outside of one. Throws `GitError`. */
export async function withScratchRepository<Value>(
  place: GitPlace,
  scratchFolder: string,
  use: (repository: ScratchRepository) => Promise<Value>,
  signal: AbortSignal,
): Promise<Value | undefined> {
  const user = await findUserRepository(place, signal);
  if (!user) return undefined;
  await makeFolder(scratchFolder, 0o700);
  const folder = await mkdtemp(path.join(scratchFolder, "snapshot-"));
  try {
    await fillRepository(folder, user);
    const env = {
      ...place.env,
      GIT_DIR: folder,
      GIT_COMMON_DIR: undefined,
      GIT_WORK_TREE: user.root,
      GIT_OBJECT_DIRECTORY: path.join(user.commonFolder, "objects"),
    };
    return await use({
      prefix: user.prefix,
      root: user.root,
      head: user.head,
      git: (args, { input = "", index = "user" }, running) =>
        snapshotGit(
          { cwd: user.root, env: { ...env, GIT_INDEX_FILE: path.join(folder, `${index}-index`) } },
          args,
          input,
          running,
        ),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** These questions read the repository's settings, and run nothing that they name. */
async function findUserRepository(place: GitPlace, signal: AbortSignal): Promise<UserRepository | undefined> {
  const ask = async (...args: string[]) =>
    (await snapshotGit(place, ["rev-parse", ...args], "", signal)).replace(/\n$/, "");
  try {
    const [top, prefix, common, index, objectFormat, settings, head] = await Promise.all([
      ask("--show-toplevel"),
      ask("--show-prefix"),
      ask("--git-common-dir"),
      ask("--git-path", "index"),
      ask("--show-object-format"),
      snapshotGit(place, ["config", "--local", "--null", "--get-regexp", FILE_SETTINGS], "", signal).catch(
        () => "",
      ),
      ask("--verify", "--quiet", "HEAD^{commit}").catch(() => undefined),
    ]);
    const fromHere = (name: string) => path.resolve(place.cwd, readable(name));
    return {
      root: readable(top),
      prefix,
      commonFolder: fromHere(common),
      indexFile: fromHere(index),
      objectFormat,
      fileSettings: readSettings(settings),
      head,
    };
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** What a file system can do, and how lines end: without it every file may look changed. No value is a program. */
const FILE_SETTINGS = "^core[.](filemode|symlinks|ignorecase|precomposeunicode|autocrlf|eol)$";

/** Settings as `git config --null` lists them; a name without a value means yes. */
function readSettings(listed: string): readonly (readonly [string, string])[] {
  const entries = listed.split("\0").filter(Boolean);
  return entries.flatMap((entry) => {
    const [name = "", value = "true"] = entry.split("\n");
    return /^\w+$/.test(value) ? [[name.replace("core.", ""), value] as const] : [];
  });
}

/** What is checked out, the index, what the user alone ignores, and of the settings no more than those of files. */
async function fillRepository(folder: string, user: UserRepository): Promise<void> {
  const { commonFolder, indexFile, objectFormat, fileSettings, head } = user;
  const version = objectFormat === "sha1" ? 0 : 1;
  const extension = version === 0 ? "" : `[extensions]\n\tobjectFormat = ${objectFormat}\n`;
  const core = fileSettings.map(([name, value]) => `\t${name} = ${value}\n`).join("");
  await Promise.all([
    mkdir(path.join(folder, "refs")),
    mkdir(path.join(folder, "info")),
    writeFile(path.join(folder, "HEAD"), `${head ?? "ref: refs/heads/none"}\n`),
    writeFile(
      path.join(folder, "config"),
      `[core]\n\trepositoryFormatVersion = ${version}\n\tbare = false\n${core}${extension}`,
    ),
    copyIfPresent(indexFile, path.join(folder, "user-index")),
  ]);
  // A split index has its larger part beside it.
  const beside = await readdir(path.dirname(indexFile)).catch(() => []);
  const shared = beside.filter((name) => name.startsWith("sharedindex."));
  const copies: readonly (readonly [string, string])[] = [
    [commonFolder, path.join("info", "exclude")],
    [commonFolder, path.join("info", "attributes")],
    ...shared.map((name) => [path.dirname(indexFile), name] as const),
  ];
  await Promise.all(
    copies.map(([from, name]) => copyIfPresent(path.join(from, name), path.join(folder, name))),
  );
}

/** Copies a file with its time: git reads a file again that changed in the second in which the index was written. */
async function copyIfPresent(from: string, to: string): Promise<void> {
  try {
    const { atime, mtime } = await stat(from);
    await copyFile(from, to);
    await utimes(to, atime, mtime);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** A path as text; bytes that are no UTF-8 show as replacement characters. */
export function readable(name: string): string {
  return Buffer.from(name, "latin1").toString("utf8");
}
