import { watch as watchFolder } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { watchSkillFolders } from "./watch-skill-folders.ts";

/** A watch whose rests end when the test says so. */
function testWatch() {
  const rests: (() => void)[] = [];
  const waiting = new Set<() => void>();
  let told = 0;
  const watch = watchSkillFolders({
    onChange() {
      told += 1;
      for (const wake of waiting) wake();
    },
    sleep(ms, signal) {
      expect(ms).toBe(1000);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      signal.addEventListener("abort", () => reject(signal.reason));
      rests.push(resolve);
      return promise;
    },
  });
  return {
    watch,
    told: () => told,
    endRest: () => rests.shift()?.(),
    /** Resolves when as many changes have been told. */
    async reaches(count: number): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = () => told >= count && resolve();
      waiting.add(look);
      look();
      await promise;
    },
  };
}

/** Resolves when the system has told everybody who watched the folder before of a change of `name` in it. */
async function delivered(folder: string, name: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const watcher = watchFolder(folder, { recursive: true }, (_, changed) => changed === name && resolve());
  await promise;
  watcher.close();
}

test("a new skill is told at once, what follows at the end of the rest, and what is pending at the close", async () => {
  await using folder = await temporaryFolder();
  const { watch, told, endRest, reaches } = testWatch();
  watch.add([folder.path]);
  await folder.write({ "a/SKILL.md": "one" });
  await reaches(1);
  await folder.write({ "a/SKILL.md": "two", "b/c/SKILL.md": "one" });
  expect(told()).toBe(1);
  endRest();
  await reaches(2);
  endRest();
  await rm(path.join(folder.path, "a"), { recursive: true });
  await reaches(3);
  const arrived = delivered(folder.path, "d");
  await rename(path.join(folder.path, "b"), path.join(folder.path, "d"));
  await arrived;
  expect(told()).toBe(3);
  watch.close();
  expect(told()).toBe(4);
  watch.close();
  await folder.write({ "e/SKILL.md": "late" });
  expect(told()).toBe(4);
});

test("hidden entries do not count", async () => {
  await using folder = await temporaryFolder();
  await folder.write({ ".git/HEAD": "", "a/SKILL.md": "" });
  const { watch, told, reaches } = testWatch();
  watch.add([folder.path]);
  const arrived = delivered(folder.path, "a/.SKILL.md.swp");
  await folder.write({ ".git/index": "", "a/.SKILL.md.swp": "" });
  await arrived;
  expect(told()).toBe(0);
  await folder.write({ "a/SKILL.md": "x" });
  await reaches(1);
  watch.close();
});

test("a folder that is missing, or goes, can be added again", async () => {
  await using folder = await temporaryFolder();
  const root = path.join(folder.path, "skills");
  const { watch, endRest, reaches } = testWatch();
  watch.add([root]);
  await mkdir(root);
  watch.add([root, root]);
  await rm(root, { recursive: true });
  await reaches(1);
  await mkdir(root);
  watch.add([root]);
  endRest();
  await folder.write({ "skills/a/SKILL.md": "" });
  await reaches(2);
  watch.close();
});
