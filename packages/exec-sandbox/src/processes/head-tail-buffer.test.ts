import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createHeadTailBuffer } from "./head-tail-buffer.ts";

test("keeps the first and last half of what was pushed, in any portions", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 9 })),
      fc.integer({ min: 1, max: 20 }),
      (portions, limit) => {
        const buffer = createHeadTailBuffer(limit);
        for (const portion of portions) buffer.push(Buffer.from(portion));
        const all = Buffer.concat(portions);
        const headLength = Math.min(all.length, Math.floor(limit / 2));
        const tailLength = Math.min(all.length - headLength, limit - Math.floor(limit / 2));
        expect(buffer.read()).toEqual({
          head: all.subarray(0, headLength),
          tail: all.subarray(all.length - tailLength),
          droppedBytes: all.length - headLength - tailLength,
        });
      },
    ),
  );
});

test("is empty after clearing", () => {
  const buffer = createHeadTailBuffer(4);
  buffer.push(Buffer.from("abcdefgh"));
  buffer.clear();
  buffer.push(Buffer.from("x"));
  expect(buffer.read()).toEqual({ head: Buffer.from("x"), tail: Buffer.alloc(0), droppedBytes: 0 });
});

test("keeps the same when output comes byte by byte", () => {
  const buffer = createHeadTailBuffer(2_000);
  const all = Buffer.from(Array.from({ length: 5_000 }, (_, at) => at % 251));
  for (const byte of all) buffer.push(Buffer.of(byte));
  expect(buffer.read()).toEqual({
    head: all.subarray(0, 1_000),
    tail: all.subarray(4_000),
    droppedBytes: 3_000,
  });
});
