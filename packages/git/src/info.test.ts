import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { git, initWithCommit, inTempDir, testEnv, withoutGit } from "../test/temp-repo.ts";
import { readGitInfo } from "./info.ts";

const { signal } = new AbortController();

/** The answer, from files and from git itself; they must not differ. */
async function infoOf(cwd: string) {
  const fromFiles = await readGitInfo({ cwd, env: withoutGit(cwd) }, signal);
  const gitDir = await git(cwd, "rev-parse", "--absolute-git-dir").catch(() => undefined);
  if (gitDir === undefined) return fromFiles;
  const fromGit = await readGitInfo({ cwd, env: { ...testEnv(cwd), GIT_DIR: gitDir } }, signal);
  expect(fromFiles).toEqual(fromGit);
  return fromFiles;
}

test("is absent outside a repository", async () => {
  await inTempDir(async (dir) => {
    expect(await readGitInfo({ cwd: dir, env: testEnv(dir) }, signal)).toBeUndefined();
  });
});

test("is empty before the first commit", async () => {
  await inTempDir(async (dir) => {
    await git(dir, "init", "-q");
    expect(await infoOf(dir)).toEqual({});
  });
});

test("says commit, branch and the URL of origin, from any directory of the tree", async () => {
  await inTempDir(async (dir) => {
    const commit = await initWithCommit(dir);
    await git(dir, "checkout", "-q", "-b", "feature/x-y");
    await git(dir, "remote", "add", "origin", "git@example.org:a/b.git");
    await mkdir(path.join(dir, "deep/er"), { recursive: true });
    expect(await infoOf(path.join(dir, "deep/er"))).toEqual({
      commit_hash: commit,
      branch: "feature/x-y",
      repository_url: "git@example.org:a/b.git",
    });
  });
});

test("a detached head has no branch", async () => {
  await inTempDir(async (dir) => {
    const commit = await initWithCommit(dir);
    await git(dir, "checkout", "-q", "--detach");
    expect(await infoOf(dir)).toEqual({ commit_hash: commit });
  });
});

test("reads packed references, and a loose one before them", async () => {
  await inTempDir(async (dir) => {
    const first = await initWithCommit(dir);
    for (const name of ["main-2", "a/main", "x"]) await git(dir, "branch", name);
    await git(dir, "tag", "-a", "-m", "annotated", "v1");
    await git(dir, "pack-refs", "--all");
    await expect(readFile(path.join(dir, ".git/refs/heads/main"))).rejects.toThrow("ENOENT");
    expect(await infoOf(dir)).toEqual({ commit_hash: first, branch: "main" });
    await git(dir, "commit", "-q", "--allow-empty", "-m", "second");
    const second = await git(dir, "rev-parse", "HEAD");
    expect(second).not.toBe(first);
    expect(await infoOf(dir)).toEqual({ commit_hash: second, branch: "main" });
  });
});

test("reads a linked worktree: its own head, the shared branches and remotes", async () => {
  await inTempDir(async (dir) => {
    const main = path.join(dir, "main");
    await mkdir(main);
    const commit = await initWithCommit(main);
    await git(main, "remote", "add", "origin", "/srv/r.git");
    await git(main, "worktree", "add", "-q", "-b", "side", "../side");
    await git(main, "pack-refs", "--all");
    await git(main, "commit", "-q", "--allow-empty", "-m", "second");
    expect(await infoOf(path.join(dir, "side"))).toEqual({
      commit_hash: commit,
      branch: "side",
      repository_url: "/srv/r.git",
    });
  });
});

test("reads a submodule through its relative pointer", async () => {
  await inTempDir(async (dir) => {
    const [inner, outer] = [path.join(dir, "inner"), path.join(dir, "outer")];
    await mkdir(inner);
    await mkdir(outer);
    const commit = await initWithCommit(inner);
    await initWithCommit(outer);
    await git(outer, "submodule", "--quiet", "add", inner, "libs/sub");
    expect(await infoOf(path.join(outer, "libs/sub"))).toEqual({
      commit_hash: commit,
      branch: "main",
      repository_url: inner,
    });
  });
});

test("reads a bare repository", async () => {
  await inTempDir(async (dir) => {
    const commit = await initWithCommit(dir);
    await git(dir, "clone", "-q", "--bare", ".", "copy.git");
    const info = await infoOf(path.join(dir, "copy.git/refs"));
    expect(info).toEqual({ commit_hash: commit, branch: "main", repository_url: `${dir}/.` });
  });
});

test("a symbolic branch leads to its commit", async () => {
  await inTempDir(async (dir) => {
    const commit = await initWithCommit(dir);
    await git(dir, "symbolic-ref", "refs/heads/alias", "refs/heads/main");
    await writeFile(path.join(dir, ".git/HEAD"), "ref: refs/heads/alias\n");
    expect(await readGitInfo({ cwd: dir, env: withoutGit(dir) }, signal)).toEqual({
      commit_hash: commit,
      branch: "alias",
    });
  });
});

test("asks git where a URL is rewritten or a file included", async () => {
  await inTempDir(async (dir) => {
    await initWithCommit(dir);
    await git(dir, "remote", "add", "origin", "short:b");
    const urlWith = async (env: Record<string, string>) =>
      (await readGitInfo({ cwd: dir, env }, signal))?.repository_url;
    await writeFile(path.join(dir, ".gitconfig"), '[url "https://example.org/"]\n\tinsteadOf = short:\n');
    expect(await urlWith(testEnv(dir))).toBe("https://example.org/b");
    await writeFile(path.join(dir, ".gitconfig"), "");
    await writeFile(path.join(dir, "more"), '[url "https://included.org/"]\n\tinsteadOf = short:\n');
    await git(dir, "config", "include.path", "../more");
    expect(await urlWith(testEnv(dir))).toBe("https://included.org/b");
    // Without git the URL is unknown; the rest is not.
    const info = await readGitInfo({ cwd: dir, env: withoutGit(dir) }, signal);
    expect(Object.keys(info ?? {})).toEqual(["commit_hash", "branch"]);
  });
});

test("credentials in a URL are not passed on", async () => {
  await inTempDir(async (dir) => {
    await initWithCommit(dir);
    await git(dir, "remote", "add", "origin", "https://user:t%40ken@example.org/a@b.git");
    expect((await infoOf(dir))?.repository_url).toBe("https://example.org/a@b.git");
  });
});

test("a HEAD that is no reference makes it no repository", async () => {
  await inTempDir(async (dir) => {
    await initWithCommit(dir);
    await writeFile(path.join(dir, ".git/HEAD"), "nonsense\n");
    expect(await readGitInfo({ cwd: dir, env: testEnv(dir) }, signal)).toBeUndefined();
  });
});

test("a pointer to nowhere and an empty .git are no repository", async () => {
  await inTempDir(async (dir) => {
    await writeFile(path.join(dir, ".git"), "gitdir: gone\n");
    expect(await readGitInfo({ cwd: dir, env: testEnv(dir) }, signal)).toBeUndefined();
    await rm(path.join(dir, ".git"));
    await mkdir(path.join(dir, ".git"));
    expect(await readGitInfo({ cwd: dir, env: testEnv(dir) }, signal)).toBeUndefined();
  });
});

test("a configuration that git refuses does not hide the commit", async () => {
  await inTempDir(async (dir) => {
    const commit = await initWithCommit(dir);
    await appendFile(path.join(dir, ".git/config"), "[broken\n");
    expect(await readGitInfo({ cwd: dir, env: testEnv(dir) }, signal)).toEqual({
      commit_hash: commit,
      branch: "main",
    });
  });
});

test("rejects with the signal's reason", async () => {
  await inTempDir(async (dir) => {
    await initWithCommit(dir);
    const aborted = AbortSignal.abort(new Error("stop"));
    for (const env of [testEnv(dir), { ...testEnv(dir), GIT_DIR: path.join(dir, ".git") }]) {
      await expect(readGitInfo({ cwd: dir, env }, aborted)).rejects.toThrow("stop");
    }
  });
});
