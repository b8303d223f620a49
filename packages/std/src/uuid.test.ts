import { expect, test } from "@jest/globals";
import { uuidV4, uuidV7 } from "./uuid.ts";

const ones = (count: number) => new Uint8Array(count).fill(0xff);

test("version 7 starts with the time in milliseconds", () => {
  const id = uuidV7({ now: () => 0x0192_3456_789a, randomBytes: ones });
  expect(id).toBe("01923456-789a-7fff-bfff-ffffffffffff");
});

test("version 4 keeps only its version and variant bits fixed", () => {
  expect(uuidV4({ randomBytes: ones })).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
});
