import { access, lstat, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { systemSkillFiles, systemSkillsFingerprint } from "./generated/system-skills.ts";
import { installSystemSkills } from "./install-system-skills.ts";

const MARKER = ".codex-system-skills.marker";

async function listing(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

const expected = [...Object.keys(systemSkillFiles), MARKER].sort();

test("installs into an empty home, then leaves it alone", async () => {
  await using home = await temporaryFolder();
  expect(await installSystemSkills(home.path)).toEqual({ kind: "installed" });
  const folder = path.join(home.path, "skills/.system");
  expect(await listing(folder)).toEqual(expected);
  const before = await lstat(path.join(folder, MARKER));
  expect(await installSystemSkills(home.path)).toEqual({ kind: "current" });
  expect((await lstat(path.join(folder, MARKER))).ino).toBe(before.ino);
});

test("another version is replaced as a whole", async () => {
  await using home = await temporaryFolder();
  await home.write({
    [`skills/.system/${MARKER}`]: "something else\n",
    "skills/.system/retired/SKILL.md": "old",
    "skills/mine/SKILL.md": "mine",
  });
  expect(await installSystemSkills(home.path)).toEqual({ kind: "installed" });
  expect(await listing(path.join(home.path, "skills/.system"))).toEqual(expected);
  expect((await readdir(path.join(home.path, "skills"))).sort()).toEqual([".system", "mine"]);
  expect(await readFile(path.join(home.path, "skills/.system", MARKER), "utf8")).toBe(
    `${systemSkillsFingerprint}\n`,
  );
});

test("nothing behind a link is touched", async () => {
  await using home = await temporaryFolder();
  await home.write({ "elsewhere/precious.txt": "keep", "else2/precious.txt": "keep" });
  await mkdir(path.join(home.path, "skills"));
  await symlink(path.join(home.path, "elsewhere"), path.join(home.path, "skills/.system"));
  expect(await installSystemSkills(home.path)).toEqual({
    kind: "skipped",
    warning: expect.stringContaining("is a link"),
  });
  expect(await listing(path.join(home.path, "elsewhere"))).toEqual(["precious.txt"]);

  // A link inside an old version is removed, not followed.
  await using other = await temporaryFolder();
  await mkdir(path.join(other.path, "skills/.system"), { recursive: true });
  await symlink(path.join(home.path, "else2"), path.join(other.path, "skills/.system/link"));
  expect(await installSystemSkills(other.path)).toEqual({ kind: "installed" });
  expect(await listing(path.join(home.path, "else2"))).toEqual(["precious.txt"]);
});

test("a home that cannot take them gives a warning", async () => {
  await using home = await temporaryFolder();
  await writeFile(path.join(home.path, "skills"), "a file in the way");
  const outcome = await installSystemSkills(home.path);
  expect(outcome).toEqual({ kind: "skipped", warning: expect.stringContaining("could not be installed") });
  await access(path.join(home.path, "skills"));
});

test("many starts at once over nothing end with one whole copy", async () => {
  await using home = await temporaryFolder();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => installSystemSkills(home.path)));
  expect(outcomes.filter((outcome) => outcome.kind === "skipped")).toEqual([]);
  expect(await readdir(path.join(home.path, "skills"))).toEqual([".system"]);
});

test("many starts at once end with one whole copy and no left-overs", async () => {
  await using home = await temporaryFolder();
  await home.write({ [`skills/.system/${MARKER}`]: "older\n" });
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => installSystemSkills(home.path)));
  expect(outcomes.filter((outcome) => outcome.kind === "skipped")).toEqual([]);
  expect(await listing(path.join(home.path, "skills/.system"))).toEqual(expected);
  expect(await readdir(path.join(home.path, "skills"))).toEqual([".system"]);
});
