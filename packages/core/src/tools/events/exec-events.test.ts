import { expect, test } from "@jest/globals";
import { toDuration } from "./exec-events.ts";

test.each([
  [1234.5, { secs: 1, nanos: 234_500_000 }],
  // Readers of events refuse a whole second of nanoseconds, and less than nothing.
  [999.9999999999999, { secs: 1, nanos: 0 }],
  [-20, { secs: 0, nanos: 0 }],
])("%p ms as a duration of the wire", (ms, duration) => {
  expect(toDuration(ms)).toEqual(duration);
});
