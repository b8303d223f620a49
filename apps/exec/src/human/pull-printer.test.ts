import type { PullProgress } from "@codex-ts/server";
import { expect, test } from "@jest/globals";
import { createPullPrinter } from "./pull-printer.ts";

const GB = 1_000_000_000;
const step = (status: string, completed?: number): PullProgress => ({
  model: "m",
  status,
  amount: completed === undefined ? undefined : { completed, total: 2 * GB },
});

function shown(isTerminal: boolean, ...steps: readonly PullProgress[]): string {
  let text = "";
  const printer = createPullPrinter({
    isTerminal,
    write: (more) => {
      text += more;
    },
  });
  for (const one of steps) printer.report(one);
  printer.finish();
  printer.finish();
  return text;
}

const STEPS = [
  step("manifest"),
  step("manifest"),
  step("layer", 0),
  step("layer", GB),
  step("layer", GB + 1),
  step("layer", 1.04 * GB),
  step("layer", 2 * GB),
  step("success"),
];

test("on a terminal one bar moves", () => {
  const half = "#".repeat(15);
  expect(shown(true, ...STEPS).split("\r")).toEqual([
    "m: manifest\n",
    `m [${"-".repeat(30)}] 0% 0.0 MB/2.0 GB`,
    `m [${half}${"-".repeat(15)}] 50% 1.0 GB/2.0 GB`,
    `m [${half}#${"-".repeat(14)}] 52% 1.0 GB/2.0 GB`,
    `m [${half}${half}] 100% 2.0 GB/2.0 GB\nm: success\n`,
  ]);
});

test("elsewhere there are lines, one for each tenth at most", () => {
  expect(shown(false, ...STEPS)).toBe("m: manifest\nm: 50% of 2.0 GB\nm: 100% of 2.0 GB\nm: success\n");
});

test("a bar that was cut off ends its line", () => {
  expect(shown(true, step("layer", 0)).endsWith("2.0 GB\n")).toBe(true);
});
