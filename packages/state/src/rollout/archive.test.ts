import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { signal, tempHome, threadIdOf } from "../../test/rig.ts";
import { archiveThread, unarchiveThread } from "./archive.ts";

const threadId = threadIdOf(1);
const NAME = `rollout-2024-10-03T23-59-58-${threadId}.jsonl`;

test("a rollout moves away and back to the day of its name, unchanged", async () => {
  await using dir = await tempHome();
  const home = dir.path;
  // The folder need not be that of the name: a file may have been moved by hand.
  const folder = path.join(home, "sessions/2024/10/04");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, NAME), "{}\n");

  expect(await unarchiveThread({ home, threadId }, 0, signal)).toBeUndefined();
  const archived = await archiveThread({ home, threadId }, signal);
  expect(archived).toEqual({ threadId, path: path.join(home, "archived_sessions", NAME) });
  expect(await readdir(folder)).toEqual([]);
  expect(await archiveThread({ home, threadId }, signal)).toBeUndefined();

  const back = await unarchiveThread({ home, threadId }, 1_700_000_000_000, signal);
  const file = path.join(home, "sessions/2024/10/03", NAME);
  expect(back).toEqual({ threadId, path: file });
  expect(await readFile(file, "utf8")).toBe("{}\n");
  expect((await stat(file)).mtimeMs).toBe(1_700_000_000_000);
});

test("a folder that cannot be made is an error with the file's path", async () => {
  await using dir = await tempHome();
  const folder = path.join(dir.path, "sessions/2024/10/03");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, NAME), "{}\n");
  await writeFile(path.join(dir.path, "archived_sessions"), "");
  await expect(archiveThread({ home: dir.path, threadId }, signal)).rejects.toMatchObject({
    name: "StateError",
    path: path.join(folder, NAME),
  });
});
