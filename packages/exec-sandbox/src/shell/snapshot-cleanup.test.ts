import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { neverAborted, temporaryFolder } from "../../test/linux-host.ts";
import { removeStaleSnapshots } from "./snapshot-cleanup.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const DAY = 24 * 60 * 60 * 1000;
const NOW = 100 * DAY;
const WRITTEN: Readonly<Record<string, number>> = { fresh: NOW - 3 * DAY + 1, old: NOW - 3 * DAY };

function clean(where: string): Promise<void> {
  const lastWritten = async (threadId: string) => WRITTEN[threadId];
  return removeStaleSnapshots({ folder: where, ownThread: "own", lastWritten, now: NOW }, neverAborted());
}

test("what belongs to no thread of the last three days goes", async () => {
  for (const name of ["fresh.sh", "old.sh", "unknown.sh", "own.sh", "fresh", ".fresh.sh.abc", "old.ps1"]) {
    writeFileSync(path.join(folder.path, name), "");
  }
  mkdirSync(path.join(folder.path, "folder"));
  await clean(folder.path);
  expect(readdirSync(folder.path).sort()).toEqual(["folder", "fresh.sh", "own.sh"]);
});

test("a folder that is not there is clean", async () => {
  await expect(clean(path.join(folder.path, "missing"))).resolves.toBeUndefined();
});
