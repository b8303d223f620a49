import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createDeltaSplitter } from "./delta-splitter.ts";

function split(portions: readonly Uint8Array[], maxBytes: number, maxPieces = 1000): Buffer[] {
  const pieces: Buffer[] = [];
  const splitter = createDeltaSplitter({ maxBytes, maxPieces }, (bytes) => pieces.push(Buffer.from(bytes)));
  for (const portion of portions) splitter.push(Buffer.from(portion));
  splitter.flush();
  return pieces;
}

test("loses and changes nothing, whatever the bytes", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 30 })),
      fc.integer({ min: 4, max: 12 }),
      (portions, maxBytes) => {
        const pieces = split(portions, maxBytes);
        expect(Buffer.concat(pieces)).toEqual(Buffer.concat(portions));
        expect(pieces.every((piece) => piece.length > 0 && piece.length <= maxBytes)).toBe(true);
      },
    ),
  );
});

test("never cuts a character of UTF-8 text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 7 }), (text, portion) => {
      const bytes = Buffer.from(text);
      const portions = Array.from({ length: Math.ceil(bytes.length / portion) }, (_, index) =>
        bytes.subarray(index * portion, (index + 1) * portion),
      );
      for (const piece of split(portions, 8)) {
        expect(Buffer.from(piece.toString("utf8"))).toEqual(piece);
      }
    }),
  );
});

test("stops after the largest number of pieces", () => {
  expect(split([Buffer.from("abcdefgh")], 2, 3).map(String)).toEqual(["ab", "cd", "ef"]);
});
