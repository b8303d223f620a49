import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { TestSupportError } from "./errors.ts";
import { runProgram } from "./run-program.ts";
import { tempDir } from "./temp-dir.ts";

/** Texts by relative path; a path that ends in `.sh` becomes executable. */
export type Files = Readonly<Record<string, string>>;

/** A git repository with one commit on the branch `main`. */
export interface TempRepo extends AsyncDisposable {
  readonly path: string;
  /** Runs git in the repository and gives its standard output without the last line end; throws when it fails. */
  git(...args: readonly string[]): Promise<string>;
  write(files: Files): Promise<void>;
  read(relativePath: string): Promise<string>;
}

/** Makes a repository that holds `files`, committed with a fixed author and date, so its commit id never changes. */
export async function tempRepo(files: Files): Promise<TempRepo> {
  const dir = await tempDir();
  const git = (...args: readonly string[]) => runGit(dir.path, args);
  try {
    await writeFiles(dir.path, files);
    await git("init", "--quiet", "--initial-branch=main");
    await git("add", "--all");
    await git("commit", "--quiet", "--allow-empty", "--message=first");
  } catch (error) {
    await dir[Symbol.asyncDispose]();
    throw error;
  }
  return {
    path: dir.path,
    git,
    write: (more) => writeFiles(dir.path, more),
    read: (relativePath) => readFile(path.join(dir.path, relativePath), "utf8"),
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

/** Writes texts below a folder and makes the folders they need. */
export async function writeFiles(root: string, files: Files): Promise<void> {
  for (const [relativePath, text] of Object.entries(files)) {
    const file = path.join(root, relativePath);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { mode: relativePath.endsWith(".sh") ? 0o755 : 0o644 });
  }
}

async function runGit(cwd: string, args: readonly string[]): Promise<string> {
  const env = {
    PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    HOME: cwd,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Test",
    GIT_AUTHOR_EMAIL: "test@example.invalid",
    GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
    GIT_COMMITTER_NAME: "Test",
    GIT_COMMITTER_EMAIL: "test@example.invalid",
    GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
  };
  const { signal } = new AbortController();
  const result = await runProgram(["git", ...args], { cwd, env, stdin: "ignore", signal });
  if (result.code === 0) return result.stdout.replace(/\n$/, "");
  throw new TestSupportError(
    "environment",
    `git ${args.join(" ")} failed in ${cwd}: ${result.stderr.trim()}`,
  );
}
