import { expect, test } from "@jest/globals";
import { compareExpected } from "./compare-expected.ts";

const output = [
  "same plain",
  "DIFF shell-ok: events 3/9, requests 100/101",
  "    events/0/1: want 1 got 2",
  "same shell-fail",
  "sections 5/10, values 3/4 (75.0%)",
  "2 passed, 1 failed",
].join("\n");

test("names what was expected and differs or did not run, and what is new", () => {
  expect(compareExpected(output, ["plain", "shell-ok", "gone"])).toEqual({
    broken: ["shell-ok: events 3/9, requests 100/101", "gone: did not run"],
    gained: ["shell-fail"],
  });
});

test("is content when all that was expected is the same", () => {
  expect(compareExpected(output, ["plain", "shell-fail"])).toEqual({ broken: [], gained: [] });
});

test("understands the runner of the app-server, too", () => {
  const log = "same      initialize\ndifferent turn-text: server[1] at /x\n    more\n1 passed, 1 failed\n";
  expect(compareExpected(log, ["initialize", "turn-text"])).toEqual({
    broken: ["turn-text: server[1] at /x"],
    gained: [],
  });
});
