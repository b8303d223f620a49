import { expect, test } from "@jest/globals";
import { createRequestLimits } from "./request-limits.ts";

test("a limit that is longer than timers can be does not end at once", async () => {
  const ending = createRequestLimits().within(
    3_000_000_000,
    (timeUp) =>
      new Promise((resolve) => {
        timeUp.addEventListener("abort", () => resolve("the time was up"));
        // Timers that overflow fire after 1 ms, and so before this one.
        setTimeout(resolve, 10, "answered");
      }),
  );
  expect(await ending).toBe("answered");
});
