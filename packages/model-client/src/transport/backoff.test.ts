import { expect, test } from "@jest/globals";
import { backoffDelayMs } from "./backoff.ts";

test("waits double from 200 ms, with a tenth of jitter either way", () => {
  const middle = [1, 2, 3, 4].map((attempt) => backoffDelayMs(attempt, () => 0.5));
  expect(middle).toEqual([200, 400, 800, 1600]);
  expect(backoffDelayMs(1, () => 0)).toBe(180);
  expect(backoffDelayMs(1, () => 1)).toBeCloseTo(220);
});
