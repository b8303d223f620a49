import { expect, test } from "@jest/globals";
import { threadIdOf } from "../../test/rig.ts";
import { compareCursors, formatCursor, parseCursor } from "./cursor.ts";

const id = threadIdOf(1);
const time = Date.parse("2026-11-20T10:35:09Z");

test("writes UTC time to the second and the id", () => {
  expect(formatCursor({ time, threadId: id })).toBe(`2026-11-20T10:35:09Z|${id}`);
});

test.each([
  ["its own form", `2026-11-20T10:35:09Z|${id}`],
  ["another zone", `2026-11-20T12:35:09+02:00|${id}`],
  ["the form of file names", `2026-11-20T10-35-09|${id}`],
  ["capital letters in the id", `2026-11-20T10:35:09Z|${id.toUpperCase()}`],
])("reads %s", (_, text) => {
  expect(parseCursor(text)).toEqual({ time, threadId: id });
});

test.each([
  "",
  "|",
  "nonsense",
  "2026-11-20T10:35:09Z",
  `2026-11-20|${id}`,
  `2026-13-40T10:35:09Z|${id}`,
  `2026-11-20T10:35:09|${id}`,
  "2026-11-20T10:35:09Z|one",
  `2026-11-20T10:35:09Z|${id}|x`,
])("refuses %j", (text) => {
  expect(parseCursor(text)).toBeUndefined();
});

test("orders by time, then by id, newest first", () => {
  const at = (seconds: number, number: number) => ({
    time: time + seconds * 1000,
    threadId: threadIdOf(number),
  });
  const sorted = [at(0, 1), at(1, 0), at(0, 2), at(-1, 9)].sort(compareCursors);
  expect(sorted).toEqual([at(1, 0), at(0, 2), at(0, 1), at(-1, 9)]);
});
