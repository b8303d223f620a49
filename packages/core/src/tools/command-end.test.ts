import { expect, test } from "@jest/globals";
import { type CommandChannel, type CommandEnd, exitCodeOf } from "./command-end.ts";

const ENDS: readonly (readonly [end: CommandEnd, oneShot: number, pipes: number, terminal: number])[] = [
  [{ kind: "exited", code: 3 }, 3, 3, 3],
  [{ kind: "signalled", code: 137 }, 137, -1, 1],
  [{ kind: "timed-out", code: 124, afterMs: 10 }, 124, 124, 124],
  [{ kind: "aborted", code: 143 }, 143, 143, 143],
  [{ kind: "aborted", code: undefined }, -1, -1, -1],
  [{ kind: "not-started", reason: "no such program" }, -1, -1, -1],
  [{ kind: "refused", reason: "rejected by user" }, -1, -1, -1],
];

test.each(ENDS)("the exit codes of %j", (end, ...codes) => {
  const channels: readonly CommandChannel[] = ["one-shot", "pipes", "terminal"];
  expect(channels.map((channel) => exitCodeOf(end, channel))).toEqual(codes);
});
