import { execFile } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** Where git finds no settings but the repository's own and those a test puts into `HOME`. */
export function testEnv(home: string): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: home, GIT_CONFIG_NOSYSTEM: "1" };
}

/** An environment in which git cannot be started: what is answered there came from files. */
export function withoutGit(home: string): Record<string, string> {
  return { ...testEnv(home), PATH: "/nowhere" };
}

/** Runs git and answers its output without the last line feed. */
export async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const identity = [
    "-c",
    "user.name=T",
    "-c",
    "user.email=t@example.org",
    "-c",
    "protocol.file.allow=always",
  ];
  const { stdout } = await promisify(execFile)("git", [...identity, ...args], { cwd, env: testEnv(cwd) });
  return stdout.trimEnd();
}

/** Makes a repository with one commit on the branch `main` and answers the commit. */
export async function initWithCommit(dir: string): Promise<string> {
  await git(dir, "init", "-q", "-b", "main");
  await git(dir, "commit", "-q", "--allow-empty", "-m", "first");
  return await git(dir, "rev-parse", "HEAD");
}

/** Runs `body` in a new directory (its real path) and removes it afterwards. */
export async function inTempDir<Value>(body: (dir: string) => Promise<Value>): Promise<Value> {
  const dir = await realpath(await mkdtemp(path.join(tmpdir(), "git-test-")));
  try {
    return await body(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
