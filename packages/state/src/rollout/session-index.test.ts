import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { signal, tempHome, threadIdOf } from "../../test/rig.ts";
import {
  appendThreadName,
  findThreadIdByName,
  normalizeThreadName,
  readThreadName,
  readThreadNames,
} from "./session-index.ts";

const FILE = "session_index.jsonl";
const now = Date.parse("2026-11-20T10:35:09.123Z");
const entry = (number: number, name: string) =>
  `${JSON.stringify({ id: threadIdOf(number), thread_name: name, updated_at: "2026-11-20T10:00:00.000000001Z" })}\n`;

test("a name loses its outer white space; blank is no name", () => {
  expect(normalizeThreadName("  my  thread\n")).toBe("my  thread");
  expect(normalizeThreadName(" \t\n")).toBeUndefined();
});

test("writes one line per naming, with nanoseconds", async () => {
  await using home = await tempHome();
  await appendThreadName({ home: home.path, threadId: threadIdOf(1), name: "one", now });
  await appendThreadName({ home: home.path, threadId: threadIdOf(1), name: "two", now });
  const line = (name: string) =>
    `{"id":"${threadIdOf(1)}","thread_name":"${name}","updated_at":"2026-11-20T10:35:09.123000000Z"}\n`;
  expect(await readFile(path.join(home.path, FILE), "utf8")).toBe(line("one") + line("two"));
});

test("a line cut off by a crash does not spoil the next", async () => {
  await using home = await tempHome();
  await home.write(FILE, `${entry(1, "old")}{"id":"01a`);
  await appendThreadName({ home: home.path, threadId: threadIdOf(1), name: "new", now });
  expect(await readThreadName(home.path, threadIdOf(1), signal)).toBe("new");
});

test("the last naming counts; an old name still finds its thread", async () => {
  await using home = await tempHome();
  await home.write(
    FILE,
    `${entry(1, "first") + entry(2, "second") + entry(1, "renamed")}broken\n{"id":"x","thread_name":"y"}\n`,
  );
  expect(await readThreadName(home.path, threadIdOf(1), signal)).toBe("renamed");
  expect(await readThreadName(home.path, threadIdOf(3), signal)).toBeUndefined();
  expect(await findThreadIdByName(home.path, "first", signal)).toBe(threadIdOf(1));
  expect(await findThreadIdByName(home.path, "third", signal)).toBeUndefined();
  expect(await readThreadNames(home.path, signal)).toEqual(
    new Map([
      [threadIdOf(1), "renamed"],
      [threadIdOf(2), "second"],
    ]),
  );
});

test("two threads of one name: the newer naming wins", async () => {
  await using home = await tempHome();
  await home.write(FILE, entry(1, "same") + entry(2, "same"));
  expect(await findThreadIdByName(home.path, "same", signal)).toBe(threadIdOf(2));
});

test("without an index nothing has a name", async () => {
  await using home = await tempHome();
  expect(await readThreadNames(home.path, signal)).toEqual(new Map());
});

test("an index that cannot be read or written is an error that says so", async () => {
  await using home = await tempHome();
  await home.write(path.join(FILE, "in-the-way"), "");
  await expect(readThreadNames(home.path, signal)).rejects.toMatchObject({ code: "path_blocked" });
  await expect(
    appendThreadName({ home: home.path, threadId: threadIdOf(1), name: "x", now }),
  ).rejects.toMatchObject({ code: "path_blocked", message: expect.stringContaining(FILE) });
});
