import { chmod, lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { git, initWithCommit, inTempDir, testEnv } from "../../test/temp-repo.ts";
import { restoreSnapshot } from "./restore-snapshot.ts";
import { type SnapshotOptions, takeSnapshot } from "./take-snapshot.ts";

const { signal } = new AbortController();

/** A repository with one committed file, and the snapshots of it. */
async function inRepository(
  body: (repo: {
    readonly dir: string;
    readonly at: (...names: string[]) => string;
    take(cwd?: string): ReturnType<typeof takeSnapshot>;
    restore(
      snapshot: Awaited<ReturnType<typeof takeSnapshot>>,
      cwd?: string,
    ): ReturnType<typeof restoreSnapshot>;
  }) => Promise<void>,
  limits: Partial<SnapshotOptions> = {},
): Promise<void> {
  await inTempDir(async (top) => {
    const dir = path.join(top, "repo");
    await mkdir(dir);
    await initWithCommit(dir);
    await writeFile(path.join(dir, "kept.txt"), "committed\n");
    await git(dir, "add", ".");
    await git(dir, "commit", "-q", "-m", "second");
    const options: SnapshotOptions = {
      scratchFolder: path.join(top, "scratch"),
      maxUntrackedBytes: 1000,
      maxFolderFiles: 5,
      ...limits,
    };
    const place = (cwd: string) => ({ cwd, env: testEnv(top) });
    await body({
      dir,
      at: (...names) => path.join(dir, ...names),
      take: (cwd = dir) => takeSnapshot(place(cwd), options, signal),
      async restore(snapshot, cwd = dir) {
        if (!snapshot) throw new Error("there is no snapshot");
        return await restoreSnapshot(place(cwd), snapshot.commit, options, signal);
      },
    });
    expect(await readdir(options.scratchFolder).catch(() => [])).toEqual([]);
  });
}

test("brings files back that were changed, deleted, staged or untracked, and takes new ones away", async () => {
  await inRepository(async ({ dir, at, take, restore }) => {
    await writeFile(at("kept.txt"), "edited by the user\n");
    await writeFile(at("staged.txt"), "staged\n");
    await git(dir, "add", "staged.txt");
    await writeFile(at("untracked.txt"), "only here\n");
    const snapshot = await take();
    await writeFile(at("kept.txt"), "edited by a tool\n");
    await rm(at("staged.txt"));
    await rm(at("untracked.txt"));
    await mkdir(at("new/deep"), { recursive: true });
    await writeFile(at("new/deep/file.txt"), "x");
    const { removed, kept } = await restore(snapshot);
    expect(await readFile(at("kept.txt"), "utf8")).toBe("edited by the user\n");
    expect(await readFile(at("staged.txt"), "utf8")).toBe("staged\n");
    expect(await readFile(at("untracked.txt"), "utf8")).toBe("only here\n");
    expect(removed).toEqual(["new/deep/file.txt"]);
    expect(kept).toEqual([]);
    expect((await readdir(dir)).sort()).toEqual([".git", "kept.txt", "staged.txt", "untracked.txt"]);
  });
});

test("touches neither the index nor branches nor the stash", async () => {
  await inRepository(async ({ dir, at, take, restore }) => {
    await writeFile(at("kept.txt"), "stashed\n");
    await git(dir, "stash");
    await writeFile(at("staged.txt"), "staged\n");
    await git(dir, "add", "staged.txt");
    const state = async () => [
      await readFile(at(".git/index"), "latin1"),
      await git(dir, "for-each-ref"),
      await git(dir, "stash", "list"),
      await git(dir, "reflog"),
      await readFile(at(".git/HEAD"), "utf8"),
    ];
    const before = await state();
    const snapshot = await take();
    await writeFile(at("kept.txt"), "x");
    await restore(snapshot);
    expect(await state()).toEqual(before);
  });
});

test("what a restore takes away is in the snapshot that it makes before", async () => {
  await inRepository(async ({ dir, at, take, restore }) => {
    const snapshot = await take();
    await writeFile(at("kept.txt"), "later\n");
    await writeFile(at("new.txt"), "new\n");
    const { before } = await restore(snapshot);
    expect(await git(dir, "show", `${before}:kept.txt`)).toBe("later");
    expect(await git(dir, "show", `${before}:new.txt`)).toBe("new");
  });
});

test("ignored files, generated folders and what is too large stay as they are", async () => {
  await inRepository(async ({ dir, at, take, restore }) => {
    await writeFile(at(".gitignore"), "*.log\n");
    await mkdir(at("node_modules"));
    await writeFile(at("node_modules/a.js"), "1");
    await writeFile(at("large.bin"), "x".repeat(2000));
    await mkdir(at("many"));
    for (let index = 0; index < 6; index += 1) await writeFile(at("many", `${index}`), "1");
    const snapshot = await take();
    expect(snapshot).toMatchObject({ largeFiles: ["large.bin"], largeFolders: ["many"] });
    const held = await git(dir, "ls-tree", "-r", "--name-only", snapshot?.commit.id ?? "");
    expect(held.split("\n")).toEqual([".gitignore", "kept.txt"]);

    await writeFile(at("user.log"), "2");
    await writeFile(at("node_modules/b.js"), "2");
    await writeFile(at("large.bin"), "y".repeat(2000));
    await writeFile(at("large2.bin"), "y".repeat(2000));
    const { removed, kept } = await restore(snapshot);
    expect(removed).toEqual([]);
    expect(kept).toEqual(["large2.bin"]);
    expect(await readFile(at("large.bin"), "utf8")).toBe("y".repeat(2000));
    expect(await readFile(at("user.log"), "utf8")).toBe("2");
    expect((await readdir(at("node_modules"))).sort()).toEqual(["a.js", "b.js"]);
  });
});

test("a file that became a folder, and a folder that became a file, come back", async () => {
  await inRepository(async ({ dir, at, take, restore }) => {
    await mkdir(at("folder"));
    await writeFile(at("folder/inner.txt"), "1");
    await git(dir, "add", ".");
    await git(dir, "commit", "-q", "-m", "third");
    await rm(at("kept.txt"));
    await mkdir(at("kept.txt"));
    await writeFile(at("kept.txt/a"), "2");
    const snapshot = await take();
    await rm(at("kept.txt"), { recursive: true });
    await writeFile(at("kept.txt"), "3");
    await rm(at("folder"), { recursive: true });
    await writeFile(at("folder"), "3");
    await restore(snapshot);
    expect(await readFile(at("kept.txt/a"), "utf8")).toBe("2");
    expect(await readFile(at("folder/inner.txt"), "utf8")).toBe("1");
  });
});

test("a file that is no longer tracked comes back", async () => {
  await inRepository(async ({ dir, at, take, restore }) => {
    const snapshot = await take();
    await git(dir, "rm", "-q", "--cached", "kept.txt");
    await writeFile(at("kept.txt"), "changed\n");
    const { removed } = await restore(snapshot);
    expect(removed).toEqual([]);
    expect(await readFile(at("kept.txt"), "utf8")).not.toBe("changed\n");
  });
});

test("in a folder of the tree only what is below it is restored", async () => {
  await inRepository(async ({ at, take, restore }) => {
    await mkdir(at("sub"));
    await writeFile(at("sub/file.txt"), "old\n");
    const snapshot = await take(at("sub"));
    await writeFile(at("sub/file.txt"), "new\n");
    await writeFile(at("sub/more.txt"), "new\n");
    await writeFile(at("kept.txt"), "outside\n");
    await writeFile(at("outside.txt"), "outside\n");
    expect((await restore(snapshot, at("sub"))).removed).toEqual(["sub/more.txt"]);
    expect(await readFile(at("sub/file.txt"), "utf8")).toBe("old\n");
    expect(await readFile(at("kept.txt"), "utf8")).toBe("outside\n");
    expect(await readFile(at("outside.txt"), "utf8")).toBe("outside\n");
  });
});

test("modes, links and odd names come back; a link is never followed", async () => {
  await inRepository(async ({ dir, at, take, restore }) => {
    const odd = ["-n.txt", "*.txt", "with space", ":(top)x", 'quote".txt', "ä.txt", "line\nfeed"];
    for (const name of odd) await writeFile(at(name), "1");
    await writeFile(at("run.sh"), "#!/bin/sh\n");
    await chmod(at("run.sh"), 0o755);
    await symlink("/etc", at("link"));
    const snapshot = await take();
    for (const name of [...odd, "run.sh", "link"]) await rm(at(name));
    await mkdir(path.join(path.dirname(dir), "outside"));
    await writeFile(path.join(path.dirname(dir), "outside/safe.txt"), "1");
    await symlink("../outside", at("new-link"));
    expect((await restore(snapshot)).removed).toEqual(["new-link"]);
    for (const name of odd) expect(await readFile(at(name), "utf8")).toBe("1");
    expect((await lstat(at("run.sh"))).mode & 0o777).toBe(0o755);
    expect((await lstat(at("link"))).isSymbolicLink()).toBe(true);
    expect(await readdir(path.join(path.dirname(dir), "outside"))).toEqual(["safe.txt"]);
  });
});

test("works before the first commit, and says nothing outside of a repository", async () => {
  await inTempDir(async (top) => {
    const options = { scratchFolder: path.join(top, "scratch"), maxUntrackedBytes: 1, maxFolderFiles: 1 };
    const place = { cwd: path.join(top, "new"), env: testEnv(top) };
    await mkdir(place.cwd);
    expect(await takeSnapshot(place, options, signal)).toBeUndefined();
    await git(place.cwd, "init", "-q");
    const snapshot = await takeSnapshot(place, options, signal);
    expect(snapshot?.commit.parent).toBeNull();
    if (!snapshot) throw new Error("there is no snapshot");
    await writeFile(path.join(place.cwd, "a"), "1");
    expect(await restoreSnapshot(place, snapshot.commit, options, signal)).toMatchObject({ removed: ["a"] });
  });
});

test("programs that the repository's settings name are not run", async () => {
  await inRepository(async ({ dir, at, take, restore }) => {
    const witness = at(".git/witness");
    await writeFile(at(".git/hook.sh"), `#!/bin/sh\necho run >> '${witness}'\n`, { mode: 0o755 });
    for (const name of ["post-index-change", "post-checkout", "reference-transaction", "pre-commit"]) {
      await writeFile(at(".git/hooks", name), `#!/bin/sh\necho run >> '${witness}'\n`, { mode: 0o755 });
    }
    await git(dir, "config", "core.fsmonitor", at(".git/hook.sh"));
    for (const kind of ["clean", "smudge", "process"]) {
      await git(dir, "config", `filter.x.${kind}`, `${at(".git/hook.sh")}; cat`);
    }
    await git(dir, "config", "filter.x.required", "true");
    await writeFile(at(".gitattributes"), "* filter=x\n");
    await rm(witness, { force: true });
    const snapshot = await take();
    await writeFile(at("kept.txt"), "x");
    await restore(snapshot);
    await expect(readFile(witness)).rejects.toThrow("ENOENT");
  });
});

test("a change within the second in which the index was written is seen a second later", async () => {
  await inTempDir(async (top) => {
    const cwd = path.join(top, "main");
    await mkdir(cwd);
    await initWithCommit(cwd);
    const file = path.join(cwd, "a");
    const second = async () => Math.floor((await stat(file)).ctimeMs / 1_000);
    let [attempt, begun] = [0, Number.NaN];
    do {
      attempt += 1;
      await writeFile(file, `${attempt} committed`);
      begun = await second();
      await git(cwd, "add", "a");
      await git(cwd, "commit", "-q", "-m", "next");
      await writeFile(file, `${attempt} different`);
    } while ((await second()) !== begun);
    await sleep(1_000);
    const options = { scratchFolder: path.join(top, "scratch"), maxUntrackedBytes: 99, maxFolderFiles: 9 };
    const snapshot = await takeSnapshot({ cwd, env: testEnv(top) }, options, signal);
    expect(await git(cwd, "cat-file", "-p", `${snapshot?.commit.id}:a`)).toBe(`${attempt} different`);
  });
});

test("an object of another format, a split index and a linked work tree are kept alike", async () => {
  await inTempDir(async (top) => {
    const options = { scratchFolder: path.join(top, "scratch"), maxUntrackedBytes: 9, maxFolderFiles: 9 };
    const main = path.join(top, "main");
    await mkdir(main);
    await git(main, "init", "-q", "--object-format=sha256");
    await writeFile(path.join(main, "a"), "1");
    await git(main, "add", ".");
    await git(main, "commit", "-q", "-m", "first");
    await git(main, "update-index", "--split-index");
    await git(main, "worktree", "add", "-q", path.join(top, "linked"));
    for (const cwd of [main, path.join(top, "linked")]) {
      const place = { cwd, env: testEnv(top) };
      const snapshot = await takeSnapshot(place, options, signal);
      expect(snapshot?.commit.id).toHaveLength(64);
      if (!snapshot) throw new Error("there is no snapshot");
      await writeFile(path.join(cwd, "a"), "2");
      await restoreSnapshot(place, snapshot.commit, options, signal);
      expect(await readFile(path.join(cwd, "a"), "utf8")).toBe("1");
    }
  });
});

test("what the user alone ignores stays ignored", async () => {
  await inRepository(async ({ at, take, restore }) => {
    await writeFile(at(".git/info/exclude"), "mine.txt\n");
    const snapshot = await take();
    await writeFile(at("mine.txt"), "1");
    expect((await restore(snapshot)).removed).toEqual([]);
  });
});

test("an id that is none, or of no commit, changes nothing", async () => {
  await inRepository(async ({ at, restore }) => {
    await writeFile(at("kept.txt"), "mine\n");
    for (const id of ["--help", "HEAD", "0".repeat(40), ""]) {
      await expect(restore({ commit: { id }, largeFiles: [], largeFolders: [] })).rejects.toMatchObject({
        code: "git_failed",
      });
    }
    expect(await readFile(at("kept.txt"), "utf8")).toBe("mine\n");
  });
});
