import { chmod, mkdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { git, initWithCommit, inTempDir, testEnv } from "../../test/temp-repo.ts";
import { diffToRemote } from "./diff-to-remote.ts";

const { signal } = new AbortController();
/** Outside of the work tree. */
const scratch = ({ cwd }: { readonly cwd: string }) => `${cwd}-scratch`;

/** A repository in `work` whose only commit a remote has. */
async function publish(dir: string) {
  const work = path.join(dir, "work");
  await mkdir(work);
  const sha = await initWithCommit(work);
  await git(work, "clone", "-q", "--bare", ".", path.join(dir, "remote"));
  await git(work, "remote", "add", "origin", path.join(dir, "remote"));
  await git(work, "fetch", "-q", "origin");
  return { work, sha, place: { cwd: work, env: testEnv(dir) } };
}

test("tells all that no remote has: commits, changes and new files, wherever one asks", async () => {
  await inTempDir(async (dir) => {
    const { work, sha, place } = await publish(dir);
    expect(await diffToRemote(place, scratch(place), signal)).toEqual({ sha, diff: "" });
    await mkdir(path.join(work, "sub"));
    await writeFile(path.join(work, "sub/own.txt"), "own\n");
    await git(work, "add", "-A");
    await git(work, "commit", "-q", "-m", "own");
    await writeFile(path.join(work, "sub/own.txt"), "changed\n");
    await writeFile(path.join(work, "new.txt"), "new");
    await writeFile(path.join(work, ".git/info/exclude"), "*.log\n");
    await writeFile(path.join(work, "x.log"), "ignored\n");
    const found = await diffToRemote({ ...place, cwd: path.join(work, "sub") }, scratch(place), signal);
    expect(found?.sha).toBe(sha);
    expect(found?.diff.replace(/^index .*$/gm, "index")).toBe(
      [
        "diff --git a/sub/own.txt b/sub/own.txt",
        "new file mode 100644",
        "index",
        "--- /dev/null",
        "+++ b/sub/own.txt",
        "@@ -0,0 +1 @@",
        "+changed",
        "diff --git a/new.txt b/new.txt",
        "new file mode 100644",
        "index",
        "--- /dev/null",
        "+++ b/new.txt",
        "@@ -0,0 +1 @@",
        "+new",
        "\\ No newline at end of file",
        "",
      ].join("\n"),
    );
  });
});

test("the closest commit of any remote counts", async () => {
  await inTempDir(async (dir) => {
    const { work, place } = await publish(dir);
    await git(work, "commit", "-q", "--allow-empty", "-m", "more");
    await git(work, "push", "-q", "origin", "HEAD:refs/heads/topic");
    await git(work, "fetch", "-q", "origin");
    const topic = (await git(work, "rev-parse", "HEAD")).trim();
    await git(work, "commit", "-q", "--allow-empty", "-m", "own");
    expect((await diffToRemote(place, scratch(place), signal))?.sha).toBe(topic);
  });
});

test("programs that the repository's settings name are not run", async () => {
  await inTempDir(async (dir) => {
    const { work, place } = await publish(dir);
    const witness = path.join(dir, "witness");
    for (const key of ["filter.x.clean", "diff.x.command", "diff.x.textconv", "core.fsmonitor"]) {
      await git(work, "config", key, `touch ${witness}; cat`);
    }
    await writeFile(path.join(work, ".gitattributes"), "* filter=x diff=x\n");
    await writeFile(path.join(work, "ü.txt"), "new\n");
    expect((await diffToRemote(place, scratch(place), signal))?.diff).toContain("+new");
    await expect(stat(witness)).rejects.toThrow("ENOENT");
  });
});

test("what the repository says about its file system holds", async () => {
  await inTempDir(async (dir) => {
    const { work, sha, place } = await publish(dir);
    await writeFile(path.join(work, "a.txt"), "a\n");
    await git(work, "add", "a.txt");
    await git(work, "commit", "-q", "-m", "a");
    await git(work, "push", "-q", "origin", "HEAD:refs/heads/main");
    await git(work, "fetch", "-q", "origin");
    await git(work, "config", "core.fileMode", "false");
    await git(work, "config", "core.autocrlf", "true");
    await chmod(path.join(work, "a.txt"), 0o755);
    await writeFile(path.join(work, "a.txt"), "a\r\n");
    const found = await diffToRemote(place, scratch(place), signal);
    expect(found?.sha).not.toBe(sha);
    expect(found?.diff).toBe("");
  });
});

test("is nothing without a repository, a commit or a remote", async () => {
  await inTempDir(async (dir) => {
    const place = { cwd: dir, env: testEnv(dir) };
    expect(await diffToRemote(place, scratch(place), signal)).toBeUndefined();
    await git(dir, "init", "-q");
    expect(await diffToRemote(place, scratch(place), signal)).toBeUndefined();
    await initWithCommit(dir);
    expect(await diffToRemote(place, scratch(place), signal)).toBeUndefined();
    expect(
      await diffToRemote({ ...place, cwd: path.join(dir, "none") }, scratch(place), signal),
    ).toBeUndefined();
  });
});
