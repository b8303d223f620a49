import { chmod, link, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { inTempDir } from "../test/temp-dir.ts";
import { type ApplyOutcome, applyPatch } from "./apply.ts";
import { createNodePatchFs } from "./node-patch-fs.ts";
import { parsePatch } from "./parse.ts";

const never = new AbortController().signal;

async function apply(cwd: string, ...body: readonly string[]): Promise<ApplyOutcome> {
  const parsed = parsePatch(["*** Begin Patch", ...body, "*** End Patch"].join("\n"));
  if (!parsed.ok) throw new Error(parsed.error.message);
  return await applyPatch(parsed.patch, { cwd, fs: createNodePatchFs() }, never);
}

function messageOf(outcome: ApplyOutcome): string {
  return outcome.ok ? "no failure" : outcome.message;
}

/** Every file below a directory with its text. */
async function tree(dir: string): Promise<Record<string, string>> {
  const names = await readdir(dir, { recursive: true });
  const files: Record<string, string> = {};
  for (const name of names.sort()) {
    const file = path.join(dir, name);
    if ((await stat(file)).isFile()) files[name] = await readFile(file, "utf8");
  }
  return files;
}

test("adds with parents, updates, moves and deletes; reports what it did in order", async () => {
  await inTempDir(async (dir) => {
    await writeFile(path.join(dir, "a.txt"), "a\n");
    await writeFile(path.join(dir, "b.txt"), "b\n");
    await writeFile(path.join(dir, "c.txt"), "c\n");
    const outcome = await apply(
      dir,
      "*** Delete File: c.txt\n*** Update File: a.txt\n-a\n+A\n*** Update File: b.txt\n*** Move to: sub/deep/b2.txt\n-b\n+B\n*** Add File: new/x.txt\n+x",
    );
    expect(outcome).toEqual({
      ok: true,
      changed: { added: ["new/x.txt"], modified: ["a.txt", "sub/deep/b2.txt"], deleted: ["c.txt"] },
    });
    expect(await tree(dir)).toEqual({ "a.txt": "A\n", "new/x.txt": "x\n", "sub/deep/b2.txt": "B\n" });
  });
});

test("an addition replaces an existing file, an absolute path and one with dots work", async () => {
  await inTempDir(async (dir) => {
    await mkdir(path.join(dir, "in"));
    await writeFile(path.join(dir, "a"), "old\nold\n");
    await apply(path.join(dir, "in"), `*** Add File: ../a\n+new\n*** Add File: ${dir}/b\n+b`);
    expect(await tree(dir)).toEqual({ a: "new\n", b: "b\n" });
  });
});

test("the same file may appear in several hunks", async () => {
  await inTempDir(async (dir) => {
    const outcome = await apply(
      dir,
      "*** Add File: a\n+1\n*** Update File: a\n-1\n+2\n*** Update File: a\n-2\n+3",
    );
    expect(outcome.changed).toEqual({ added: ["a"], modified: ["a", "a"], deleted: [] });
    expect(await tree(dir)).toEqual({ a: "3\n" });
  });
});

test("a failure keeps what was done before and names it", async () => {
  await inTempDir(async (dir) => {
    await writeFile(path.join(dir, "b"), "b\n");
    const outcome = await apply(
      dir,
      "*** Add File: a\n+a\n*** Update File: b\n-zz\n+y\n*** Add File: never\n+n",
    );
    expect(outcome).toEqual({
      ok: false,
      message: "Failed to find expected lines in b:\nzz",
      reason: undefined,
      cause: undefined,
      changed: { added: ["a"], modified: [], deleted: [] },
    });
    expect(await tree(dir)).toEqual({ a: "a\n", b: "b\n" });
  });
});

test.each([
  ["*** Update File: nope\n+x", /^Failed to read file to update nope: .+\(ENOENT\)$/u],
  ["*** Update File: dir\n+x", /^Failed to read file to update dir: .+\(EISDIR\)$/u],
  ["*** Update File: bin\n+x", /^Failed to read file to update bin: stream did not contain valid UTF-8$/u],
  ["*** Update File: /dev/zero\n+x", /^Failed to read file to update \/dev\/zero: not a regular file$/u],
  ["*** Update File: a\0b\n+x", /^Failed to read file to update a\0b: .*null bytes/u],
  ["*** Delete File: nope", /^Failed to delete file nope$/u],
  ["*** Delete File: dir", /^Failed to delete file dir$/u],
  ["*** Add File: dir\n+x", /^Failed to write file dir$/u],
  ["*** Add File: text/x\n+x", /^Failed to create parent directories for text\/x$/u],
  ["*** Add File: a\0b\n+x", /^Failed to write file a\0b$/u],
  ["*** Update File: text\n*** Move to: dir\n+x", /^Failed to write file dir$/u],
  ["*** Add File: new/\n+x", /^Failed to write file new\/$/u],
  ["*** Update File: text\n*** Move to: new/\n+x", /^Failed to write file new\/$/u],
  ["*** Update File: text/\n+x", /^Failed to read file to update text\/: .+\(ENOTDIR\)$/u],
  ["*** Delete File: text/.", /^Failed to delete file text\/\.$/u],
])("refuses %j and loses nothing", async (body, message) => {
  await inTempDir(async (dir) => {
    await mkdir(path.join(dir, "dir"));
    await writeFile(path.join(dir, "text"), "text\n");
    await writeFile(path.join(dir, "bin"), Buffer.from([0x61, 0xff, 0x0a]));
    const outcome = await apply(dir, body);
    expect(messageOf(outcome)).toMatch(message);
    expect((await readdir(dir)).sort()).toEqual(["bin", "dir", "text"]);
    expect(await readFile(path.join(dir, "bin"))).toEqual(Buffer.from([0x61, 0xff, 0x0a]));
    expect(await readFile(path.join(dir, "text"), "utf8")).toBe("text\n");
  });
});

test("a patch without hunks modifies nothing", async () => {
  await inTempDir(async (dir) => {
    expect(messageOf(await apply(dir))).toBe("No files were modified.");
  });
});

test("a file moved onto itself is edited in its place, by whatever spelling", async () => {
  await inTempDir(async (dir) => {
    await mkdir(path.join(dir, "d"));
    await writeFile(path.join(dir, "d/a"), "1\n");
    await symlink("d", path.join(dir, "other"));
    for (const [destination, from, to] of [
      ["d/a", 1, 2],
      ["d/../d/./a", 2, 3],
      ["other/a", 3, 4],
    ] as const) {
      const outcome = await apply(dir, `*** Update File: d/a\n*** Move to: ${destination}\n-${from}\n+${to}`);
      expect(outcome.changed.modified).toEqual([destination]);
      expect(await readFile(path.join(dir, "d/a"), "utf8")).toBe(`${to}\n`);
    }
  });
});

test("a move to another hard link of the file is a move", async () => {
  await inTempDir(async (dir) => {
    await writeFile(path.join(dir, "a"), "1\n");
    await link(path.join(dir, "a"), path.join(dir, "b"));
    await apply(dir, "*** Update File: a\n*** Move to: b\n-1\n+2");
    expect(await tree(dir)).toEqual({ b: "2\n" });
  });
});

test("a moved and an updated file keep their mode, also over an existing file", async () => {
  await inTempDir(async (dir) => {
    for (const name of ["run", "group"]) await writeFile(path.join(dir, name), "1\n");
    await chmod(path.join(dir, "run"), 0o755);
    await chmod(path.join(dir, "group"), 0o664);
    await writeFile(path.join(dir, "there"), "x\n");
    await apply(
      dir,
      "*** Update File: run\n*** Move to: there\n-1\n+2\n*** Update File: group\n-1\n+2\n*** Add File: there2\n+x",
    );
    const modes = await Promise.all(["there", "group"].map((name) => stat(path.join(dir, name))));
    expect(modes.map((status) => status.mode & 0o777)).toEqual([0o755, 0o664]);
  });
});

test("links are written through; deleting one leaves its target", async () => {
  await inTempDir(async (dir) => {
    await writeFile(path.join(dir, "real"), "1\n");
    await symlink("real", path.join(dir, "link"));
    await symlink("made-by-link", path.join(dir, "dangling"));
    await apply(dir, "*** Update File: link\n-1\n+2\n*** Add File: dangling\n+new");
    expect((await lstat(path.join(dir, "link"))).isSymbolicLink()).toBe(true);
    expect((await lstat(path.join(dir, "dangling"))).isSymbolicLink()).toBe(true);
    await apply(dir, "*** Delete File: link");
    expect(await tree(dir)).toEqual({ dangling: "new\n", "made-by-link": "new\n", real: "2\n" });
  });
});

test("an aborted patch stops between hunks with the signal's reason", async () => {
  await inTempDir(async (dir) => {
    const parsed = parsePatch("*** Begin Patch\n*** Add File: a\n+a\n*** End Patch");
    if (!parsed.ok) throw new Error("not a patch");
    const aborted = AbortSignal.abort(new Error("stop"));
    await expect(applyPatch(parsed.patch, { cwd: dir, fs: createNodePatchFs() }, aborted)).rejects.toThrow(
      "stop",
    );
    expect(await readdir(dir)).toEqual([]);
  });
});
