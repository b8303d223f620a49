import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { builtInSystemDir, findSystemDir, SYSTEM_DIR_VARIABLE, systemDirFault } from "./system-dir.ts";

/** A built-in directory that is to be made, and another one that the variable may name. */
async function folders() {
  const dir = await tempDir();
  const other = path.join(dir.path, "other");
  await mkdir(other);
  return { dir, builtIn: path.join(dir.path, "etc"), other, env: { [SYSTEM_DIR_VARIABLE]: other } };
}

test("the variable counts where the machine has no directory, or an empty one", async () => {
  const { dir, builtIn, other, env } = await folders();
  await using _ = dir;
  expect(findSystemDir(env, builtIn)).toBe(other);
  await mkdir(builtIn);
  expect(findSystemDir(env, builtIn)).toBe(other);
  expect(findSystemDir({}, builtIn)).toBe(builtIn);
});

test.each(["requirements.toml", "managed_config.toml", "config.toml", "rules", ".hidden"])(
  "the variable cannot take away what the machine says in %s",
  async (name) => {
    const { dir, builtIn, env } = await folders();
    await using _ = dir;
    await mkdir(builtIn);
    await writeFile(path.join(builtIn, name), "");
    expect(findSystemDir(env, builtIn)).toBe(builtIn);
  },
);

test("only an existing directory with its full path is accepted", async () => {
  const { dir, builtIn, other } = await folders();
  await using _ = dir;
  await writeFile(path.join(dir.path, "file"), "");
  await symlink("loop", path.join(dir.path, "loop"));
  const refused = ["file", "none", "file/below", "loop"].map((name) => path.join(dir.path, name));
  for (const wanted of ["", "other", ...refused]) {
    expect(findSystemDir({ [SYSTEM_DIR_VARIABLE]: wanted }, builtIn)).toBe(builtIn);
  }
  for (const wanted of refused) {
    expect(systemDirFault({ [SYSTEM_DIR_VARIABLE]: wanted })).toContain(`no directory at "${wanted}"`);
  }
  expect(systemDirFault({ [SYSTEM_DIR_VARIABLE]: "other" })).toContain('"other" is not a full path');
  expect(systemDirFault({})).toBeUndefined();
  expect(systemDirFault({ [SYSTEM_DIR_VARIABLE]: other })).toBeUndefined();
  // What is there but is no directory to look into counts as in use.
  await symlink(path.join(dir.path, "file"), builtIn);
  expect(findSystemDir({ [SYSTEM_DIR_VARIABLE]: other }, builtIn)).toBe(builtIn);
});

test("the directory of each platform", () => {
  expect([builtInSystemDir("linux"), builtInSystemDir("darwin")]).toEqual(["/etc/codex", "/etc/codex"]);
  expect(builtInSystemDir("win32")).toBe("C:\\ProgramData\\OpenAI\\Codex");
});
