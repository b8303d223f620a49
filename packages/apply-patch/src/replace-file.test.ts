import { execFile } from "node:child_process";
import { chmod, chown, link, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { inTempDir } from "../test/temp-dir.ts";
import { replaceFile } from "./replace-file.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("the old bytes are never cut short: a reader that opened the file before still sees them", async () => {
  await inTempDir(async (dir) => {
    const file = path.join(dir, "a");
    await writeFile(file, "old");
    const before = await stat(file);
    await replaceFile(file, bytes("new"), undefined);
    expect((await stat(file)).ino).not.toBe(before.ino);
    expect(await readFile(file, "utf8")).toBe("new");
    expect(await readdir(dir)).toEqual(["a"]);
  });
});

test("special permission bits and those that the umask takes from new files stay", async () => {
  await inTempDir(async (dir) => {
    const file = path.join(dir, "a");
    await writeFile(file, "old");
    await chmod(file, 0o2777);
    await replaceFile(file, bytes("new"), undefined);
    expect((await stat(file)).mode & 0o7777).toBe(0o2777);
  });
});

test("a file with further hard links is written in place", async () => {
  await inTempDir(async (dir) => {
    await writeFile(path.join(dir, "a"), "old");
    await link(path.join(dir, "a"), path.join(dir, "b"));
    await replaceFile(path.join(dir, "a"), bytes("new"), 0o600);
    expect(await readFile(path.join(dir, "b"), "utf8")).toBe("new");
    expect((await stat(path.join(dir, "b"))).mode & 0o777).toBe(0o600);
  });
});

test("through a link, the file it leads to is replaced in its own directory", async () => {
  await inTempDir(async (dir) => {
    await mkdir(path.join(dir, "d"));
    await writeFile(path.join(dir, "d/a"), "old");
    await symlink("d/a", path.join(dir, "link"));
    await replaceFile(path.join(dir, "link"), bytes("new"), undefined);
    expect(await readFile(path.join(dir, "d/a"), "utf8")).toBe("new");
    expect(await readdir(path.join(dir, "d"))).toEqual(["a"]);
  });
});

test("a pipe is written to, not replaced", async () => {
  await inTempDir(async (dir) => {
    const pipe = path.join(dir, "pipe");
    await promisify(execFile)("mkfifo", [pipe]);
    const reading = readFile(pipe, "utf8");
    await replaceFile(pipe, bytes("through"), undefined);
    expect(await reading).toBe("through");
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });
});

test("a directory is refused and nothing is left behind", async () => {
  await inTempDir(async (dir) => {
    await mkdir(path.join(dir, "d"));
    await expect(replaceFile(path.join(dir, "d"), bytes("x"), undefined)).rejects.toThrow("EISDIR");
    await expect(replaceFile(path.join(dir, "no/where"), bytes("x"), undefined)).rejects.toThrow("ENOENT");
    expect(await readdir(dir)).toEqual(["d"]);
  });
});

/**
 * Runs `replaceFile` as a user without rights of its own, for the tests may be running as root; the
 * statements of `prepare` run before it as the same user. Answers "done" or the system's error code.
 */
async function replaceAsNobody(file: string, prepare = ""): Promise<string> {
  const script = `
    import { chmodSync, writeFileSync } from "node:fs";
    const [file, module] = process.argv.slice(1);
    const { replaceFile } = await import(module);
    if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
    ${prepare}
    try { await replaceFile(file, Buffer.from("new"), undefined); console.log("done"); }
    catch (error) { console.log(error.code); }`;
  const module = new URL("./replace-file.ts", import.meta.url).href;
  const argv = ["--input-type=module", "--no-warnings", "-e", script, file, module];
  const { stdout } = await promisify(execFile)(process.execPath, argv);
  return stdout.trim();
}

test("a writable file in a directory that admits no new file is written in place", async () => {
  await inTempDir(async (dir) => {
    const file = path.join(dir, "a");
    await writeFile(file, "old");
    await chmod(file, 0o666);
    await chmod(dir, 0o555);
    const outcome = await replaceAsNobody(file);
    await chmod(dir, 0o755);
    expect([outcome, await readFile(file, "utf8")]).toEqual(["done", "new"]);
  });
});

test("a file that may not be written is refused although its directory admits a new one", async () => {
  await inTempDir(async (dir) => {
    const file = path.join(dir, "a");
    await chmod(dir, 0o777);
    const prepare = 'writeFileSync(file, "old"); chmodSync(file, 0o444);';
    expect(await replaceAsNobody(file, prepare)).toBe("EACCES");
    expect([await readFile(file, "utf8"), await readdir(dir)]).toEqual(["old", ["a"]]);
  });
});

test("another user's file stays that user's, and nothing is left beside it", async () => {
  await inTempDir(async (dir) => {
    const file = path.join(dir, "a");
    await writeFile(file, "old");
    await chmod(file, 0o666);
    await chmod(dir, 0o777);
    const { uid } = await stat(file);
    expect(await replaceAsNobody(file)).toBe("done");
    expect((await stat(file)).uid).toBe(uid);
    expect([await readFile(file, "utf8"), await readdir(dir)]).toEqual(["new", ["a"]]);
  });
});

const testAsRoot = process.getuid?.() === 0 ? test : test.skip;

testAsRoot("a user who may give files away gives the new one to the old one's owner", async () => {
  await inTempDir(async (dir) => {
    const file = path.join(dir, "a");
    await writeFile(file, "old");
    await chown(file, 65534, 65534);
    await chmod(file, 0o4755);
    await replaceFile(file, bytes("new"), undefined);
    const { uid, gid, mode } = await stat(file);
    expect([uid, gid, mode & 0o7777]).toEqual([65534, 65534, 0o4755]);
  });
});
