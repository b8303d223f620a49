import path from "node:path";
import { expect, test } from "@jest/globals";
import { threadIdOf } from "../../test/rig.ts";
import { parseRolloutFileName, rolloutPath } from "./layout.ts";

const id = threadIdOf(1);

test("folders and name carry the local time", () => {
  const now = new Date(2026, 2, 7, 4, 5, 6, 789).getTime();
  expect(rolloutPath("/home", id, now)).toBe(
    path.join("/home", "sessions", "2026", "03", "07", `rollout-2026-03-07T04-05-06-${id}.jsonl`),
  );
});

test("reads back the id and the time, as if it were UTC", () => {
  expect(parseRolloutFileName(`rollout-2026-03-07T04-05-06-${id}.jsonl`)).toEqual({
    threadId: id,
    nameTime: Date.UTC(2026, 2, 7, 4, 5, 6),
  });
});

test.each([
  `rollout-2026-03-07T04-05-06-${id}.json`,
  `rollout-2026-13-07T04-05-06-${id}.jsonl`,
  "rollout-2026-03-07T04-05-06-------------------------------------.jsonl",
  `rollout-2026-03-07-${id}.jsonl`,
  `x-rollout-2026-03-07T04-05-06-${id}.jsonl`,
])("%s is not a rollout", (name) => {
  expect(parseRolloutFileName(name)).toBeUndefined();
});
