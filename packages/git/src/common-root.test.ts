import { mkdir, rename, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { git, initWithCommit, inTempDir } from "../test/temp-repo.ts";
import { gitCommonRoot } from "./common-root.ts";

async function makeRepository(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true });
  await initWithCommit(dir);
  return dir;
}

test("is the real root of an ordinary tree, and nothing outside of one", async () => {
  await inTempDir(async (dir) => {
    expect(await gitCommonRoot(dir)).toBeUndefined();
    const main = await makeRepository(path.join(dir, "main"));
    await mkdir(path.join(main, "sub"));
    await symlink("main", path.join(dir, "link"));
    expect(await gitCommonRoot(path.join(dir, "link/sub"))).toBe(main);
  });
});

test("a linked worktree shares the root of its repository", async () => {
  await inTempDir(async (dir) => {
    const main = await makeRepository(path.join(dir, "main"));
    await git(main, "worktree", "add", "-q", "../side");
    expect(await gitCommonRoot(path.join(dir, "side"))).toBe(main);
  });
});

test("a worktree of a bare repository shares the directory that holds the repository", async () => {
  await inTempDir(async (dir) => {
    const main = await makeRepository(path.join(dir, "main"));
    const project = path.join(dir, "project");
    await mkdir(project);
    await git(project, "clone", "-q", "--bare", main, ".bare");
    await git(path.join(project, ".bare"), "worktree", "add", "-q", "../tree", "main");
    expect(await gitCommonRoot(path.join(project, "tree"))).toBe(project);
  });
});

test("a submodule stands for itself", async () => {
  await inTempDir(async (dir) => {
    const inner = await makeRepository(path.join(dir, "inner"));
    const outer = await makeRepository(path.join(dir, "outer"));
    await git(outer, "submodule", "--quiet", "add", inner, "sub");
    const sub = path.join(outer, "sub");
    expect(await gitCommonRoot(sub)).toBe(sub);
    await git(sub, "worktree", "add", "-q", "../../tree");
    expect(await gitCommonRoot(path.join(dir, "tree"))).toBe(path.join(dir, "tree"));
  });
});

test("a directory that only claims to be a worktree of a repository stands for itself", async () => {
  await inTempDir(async (dir) => {
    const main = await makeRepository(path.join(dir, "main"));
    await git(main, "worktree", "add", "-q", "../side");
    const claims = {
      pointer: async (fake: string) =>
        await writeFile(path.join(fake, ".git"), `gitdir: ${main}/.git/worktrees/side\n`),
      whole: async (fake: string) => await writeFile(path.join(fake, ".git"), `gitdir: ${main}/.git\n`),
      link: async (fake: string) => await symlink(path.join(main, ".git"), path.join(fake, ".git")),
      common: async (fake: string) => {
        const gitDir = path.join(fake, "data/worktrees/x");
        await mkdir(gitDir, { recursive: true });
        await writeFile(path.join(fake, ".git"), `gitdir: ${gitDir}\n`);
        await writeFile(path.join(gitDir, "commondir"), `${main}/.git\n`);
        await writeFile(path.join(gitDir, "gitdir"), `${fake}/.git\n`);
      },
      nowhere: async (fake: string) => await writeFile(path.join(fake, ".git"), "gitdir: /nowhere\n"),
    };
    for (const [name, claim] of Object.entries(claims)) {
      const fake = path.join(dir, name);
      await mkdir(fake);
      await claim(fake);
      expect(await gitCommonRoot(fake)).toBe(fake);
    }
  });
});

test("a worktree that was moved away from where it is listed stands for itself", async () => {
  await inTempDir(async (dir) => {
    const main = await makeRepository(path.join(dir, "main"));
    await git(main, "worktree", "add", "-q", "../side");
    await rename(path.join(dir, "side"), path.join(dir, "moved"));
    expect(await gitCommonRoot(path.join(dir, "moved"))).toBe(path.join(dir, "moved"));
  });
});
