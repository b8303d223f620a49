import { execFile, execFileSync, spawn } from "node:child_process";
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { isRawTable } from "../toml/raw-value.ts";
import { type ConfigChange, editUserConfig } from "./edit-user-config.ts";
import { setFeature } from "./set-feature.ts";
import { setMcpServer } from "./set-mcp-server.ts";
import { setModel, setPersonality } from "./set-model.ts";
import { setModelMigration, setNotice } from "./set-notice.ts";
import { setSkill } from "./set-skill.ts";
import { setTrust } from "./set-trust.ts";

const { signal } = new AbortController();
let home: string;
let file: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), "config-edit-"));
  file = path.join(home, "config.toml");
});
afterEach(() => rm(home, { recursive: true }));

/** The file's content after the changes. */
async function after(before: string | undefined, ...changes: readonly ConfigChange[]): Promise<string> {
  if (before !== undefined) await writeFile(file, before);
  await editUserConfig(home, changes, signal);
  return readFile(file, "utf8");
}

test("a new file is the user's alone, in a folder that is made for it, and nothing else is left", async () => {
  const deep = path.join(home, "not", "there");
  await editUserConfig(deep, [setFeature(undefined, "undo", true)], signal);
  expect(await readFile(path.join(deep, "config.toml"), "utf8")).toBe("[features]\nundo = true\n");
  expect((await stat(path.join(deep, "config.toml"))).mode & 0o777).toBe(0o600);
  expect(await readdir(deep)).toEqual(["config.toml"]);
});

test("an existing file keeps its mode", async () => {
  await writeFile(file, "");
  await chmod(file, 0o640);
  await after(undefined, setNotice("hide_full_access_warning", true));
  expect((await stat(file)).mode & 0o777).toBe(0o640);
});

test("what changes nothing writes nothing", async () => {
  await writeFile(file, "[features]\nundo = true");
  const before = await stat(file);
  await editUserConfig(home, [setFeature(undefined, "undo", true), setMcpServer("x", undefined)], signal);
  expect((await stat(file)).ino).toBe(before.ino);
  expect(await readdir(home)).toEqual(["config.toml"]);
});

test("the model goes to the profile in use, be it chosen or the file's own", async () => {
  const own = "profile = 'fast'\n\n[profiles.fast]\nmodel = 'old'\n";
  expect(await after(own, setModel(undefined, "new", "high"))).toBe(
    'profile = \'fast\'\n\n[profiles.fast]\nmodel = "new"\nmodel_reasoning_effort = "high"\n',
  );
  expect(await after(own, setPersonality("other", "friendly"))).toBe(
    `${own}\n[profiles.other]\npersonality = "friendly"\n`,
  );
  expect(await after("model = 'a' # mine\nx = 1\n", setModel(undefined, undefined, undefined))).toBe(
    "x = 1\n",
  );
});

test("trust stands in a table of its own", async () => {
  expect(await after("model = 'x'\n", setTrust('/a "b".c', "trusted"), setTrust("/d", "untrusted"))).toBe(
    'model = \'x\'\n\n[projects."/a \\"b\\".c"]\ntrust_level = "trusted"\n\n[projects."/d"]\ntrust_level = "untrusted"\n',
  );
});

test("only the named MCP server changes", async () => {
  const before = "# all\n[mcp_servers.a] # first\ncommand = 'x'\nunknown = 1\n\n[mcp_servers.b]\nurl = 'u'\n";
  expect(await after(before, setMcpServer("b", { command: "y", env: { K: "v" } }))).toBe(
    '# all\n[mcp_servers.a] # first\ncommand = \'x\'\nunknown = 1\n\n[mcp_servers.b]\ncommand = "y"\n\n[mcp_servers.b.env]\nK = "v"\n',
  );
  expect(await after(before, setMcpServer("b", undefined))).toBe(
    "# all\n[mcp_servers.a] # first\ncommand = 'x'\nunknown = 1\n",
  );
});

test("a skill is switched off by an entry and on by none", async () => {
  const off = '[[skills.config]]\npath = "/a"\nenabled = false\n';
  expect(await after("", setSkill("/a", false))).toBe(off);
  expect(await after(off, setSkill("/a", true))).toBe("");
  const two = `${off}\n[[skills.config]]\npath = "/b"\nenabled = true # on\n`;
  expect(await after(two, setSkill("/b", false))).toBe(two.replace("true # on", "false # on"));
  expect(await after(two, setSkill("/a", true))).toBe(
    '[[skills.config]]\npath = "/b"\nenabled = true # on\n',
  );
});

test("a skill that is written in another way is the same skill", async () => {
  const isSame = (written: string) => written.endsWith("/a");
  const two = ["~/a", "/real/a"]
    .map((at) => `[[skills.config]]\npath = "${at}"\nenabled = true\n`)
    .join("\n");
  expect(await after(two, setSkill("/real/a", false, isSame))).toBe(two.replaceAll("true", "false"));
  expect(await after(two, setSkill("/real/a", true, isSame))).toBe("");
});

test("what the user was told is remembered", async () => {
  expect(await after("", setModelMigration("gpt-5.1", "gpt-5.2"))).toBe(
    '[notice.model_migrations]\n"gpt-5.1" = "gpt-5.2"\n',
  );
});

test("links are followed to their end, which need not exist", async () => {
  await mkdir(path.join(home, "dotfiles"));
  await symlink("second", path.join(home, "first"));
  await symlink("dotfiles/real.toml", path.join(home, "second"));
  await symlink("first", file);
  await after(undefined, setFeature(undefined, "undo", true));
  expect((await lstat(file)).isSymbolicLink()).toBe(true);
  expect(await readFile(path.join(home, "dotfiles", "real.toml"), "utf8")).toContain("undo = true");
});

test("a pipe is neither waited for nor replaced", async () => {
  execFileSync("mkfifo", [file]);
  await expect(after(undefined, setFeature(undefined, "undo", true))).rejects.toMatchObject({
    code: "config_unwritable",
    message: `${file} is not a regular file; put one in its place`,
  });
  expect((await lstat(file)).isFIFO()).toBe(true);
  expect(await readdir(home)).toEqual(["config.toml"]);
});

test("a circle of links gives way to a file", async () => {
  await symlink("other", file);
  await symlink("config.toml", path.join(home, "other"));
  expect(await after(undefined, setFeature(undefined, "undo", true))).toContain("undo = true");
  expect((await lstat(file)).isFile()).toBe(true);
});

test("a file that is not understood is not touched", async () => {
  const broken = "model = [\n";
  await writeFile(file, broken);
  const editing = editUserConfig(home, [setFeature(undefined, "undo", true)], signal);
  await expect(editing).rejects.toMatchObject({
    code: "config_unreadable",
    message: expect.stringContaining(`${file}:`),
  });
  expect(await readFile(file, "utf8")).toBe(broken);
  await writeFile(file, Uint8Array.of(0x61, 0xff, 0xfe));
  await expect(editUserConfig(home, [setNotice("x", true)], signal)).rejects.toThrow("not valid UTF-8");
  expect(await readdir(home)).toEqual(["config.toml"]);
});

test("a folder in place of the file, and a file in place of the home, are typed errors", async () => {
  await mkdir(file);
  const change = [setNotice("x", true)];
  await expect(editUserConfig(home, change, signal)).rejects.toMatchObject({ code: "config_unreadable" });
  const notFolder = path.join(home, "plain");
  await writeFile(notFolder, "");
  await expect(editUserConfig(notFolder, change, signal)).rejects.toMatchObject({
    code: "config_unwritable",
  });
});

test("processes that write at the same time lose nothing, even when one is killed", async () => {
  const program = path.join(import.meta.dirname, "../../test/write-features.ts");
  const run = (prefix: string) => promisify(execFile)(process.execPath, [program, home, prefix, "50"]);
  const victim = spawn(process.execPath, [program, home, "victim", "100000"], { stdio: "ignore" });
  const gone = new Promise((resolve) => victim.once("exit", resolve));
  const writers = Promise.all([run("a"), run("b")]);
  await new Promise<void>((resolve) => {
    const poll = () =>
      readFile(file, "utf8").then(
        (text) => (text.includes("victim") ? resolve() : setImmediate(poll)),
        () => setImmediate(poll),
      );
    void poll();
  });
  victim.kill("SIGKILL");
  await gone;
  await writers;
  const { notice } = await editUserConfig(home, [], signal);
  const keys = isRawTable(notice) ? Object.keys(notice) : [];
  const kept = (prefix: string) => keys.filter((key) => key.startsWith(prefix)).length;
  expect([kept("a"), kept("b")]).toEqual([50, 50]);
  // The half-written file of the killed process may stay; it is never read.
  const rest = (await readdir(home)).filter((name) => !name.endsWith(".tmp") && !/\.lock\../.test(name));
  expect(rest).toEqual(["config.toml"]);
}, 60_000);
