import { expect, test } from "@jest/globals";
import { metaLine, signal, tempHome, threadIdOf } from "../../test/rig.ts";
import { findThreadById, findThreadByName } from "./find-thread.ts";
import { rolloutPath } from "./layout.ts";
import { appendThreadName } from "./session-index.ts";

const id = threadIdOf(1);
/** The time in the id of thread 1. */
const CREATED = 0x01a1f8860000;
const relative = (now: number) => rolloutPath("", id, now);

test("finds a thread in the folder that its id points to", async () => {
  await using home = await tempHome();
  const file = await home.write(relative(CREATED), metaLine(id, {}));
  await home.write(rolloutPath("", threadIdOf(2), CREATED), metaLine(threadIdOf(2), {}));
  expect(await findThreadById({ home: home.path, threadId: id, archived: false }, signal)).toEqual({
    threadId: id,
    path: file,
  });
});

test("finds a thread that lies elsewhere", async () => {
  await using home = await tempHome();
  const file = await home.write(relative(CREATED - 100 * 24 * 3600 * 1000), metaLine(id, {}));
  expect((await findThreadById({ home: home.path, threadId: id, archived: false }, signal))?.path).toBe(file);
});

test("an archived thread is found among the archived ones only", async () => {
  await using home = await tempHome();
  const file = await home.write(
    `archived_sessions/rollout-2026-11-20T10-00-00-${id}.jsonl`,
    metaLine(id, {}),
  );
  expect(await findThreadById({ home: home.path, threadId: id, archived: false }, signal)).toBeUndefined();
  expect((await findThreadById({ home: home.path, threadId: id, archived: true }, signal))?.path).toBe(file);
});

test("finds the thread that was last given a name, if its file is there", async () => {
  await using home = await tempHome();
  const file = await home.write(relative(CREATED), metaLine(id, {}));
  await appendThreadName({ home: home.path, threadId: id, name: "mine", now: CREATED });
  await appendThreadName({ home: home.path, threadId: threadIdOf(2), name: "ghost", now: CREATED });
  expect(await findThreadByName({ home: home.path, name: "mine" }, signal)).toEqual({
    threadId: id,
    path: file,
  });
  expect(await findThreadByName({ home: home.path, name: "Mine" }, signal)).toBeUndefined();
  expect(await findThreadByName({ home: home.path, name: "ghost" }, signal)).toBeUndefined();
});
