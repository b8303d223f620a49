import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createLineSeeker } from "./seek.ts";

function find(lines: readonly string[], wanted: readonly string[], from = 0): number | undefined {
  return createLineSeeker(lines).find(wanted, from);
}

test("finds the first place at or after the start", () => {
  expect(find(["a", "b", "a", "b"], ["a", "b"])).toBe(0);
  expect(find(["a", "b", "a", "b"], ["a", "b"], 1)).toBe(2);
  expect(find(["a", "b"], ["a", "b"], 1)).toBeUndefined();
});

test("a block must fit wholly, also where its rarest line is not its first", () => {
  expect(find(["x", "x", "y"], ["x", "y", "z"])).toBeUndefined();
  expect(find(["x", "x", "y", "x", "z"], ["x", "x", "z"])).toBeUndefined();
  expect(find(["x", "y", "x", "x", "y"], ["x", "x", "y"])).toBe(2);
});

test("a stricter match further down goes before a looser one further up", () => {
  expect(find(["a ", "a"], ["a"])).toBe(1);
  expect(find([" a", "a "], ["a"])).toBe(1);
  expect(find(["\u201ca\u201d", ' "a"'], ['"a"'])).toBe(1);
  expect(find(["b", "\u201ca\u201d"], [' "a"'])).toBe(1);
});

test.each([
  ["\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-------"],
  ["\u2018\u2019\u201a\u201b", "''''"],
  ["\u201c\u201d\u201e\u201f", '""""'],
  ["x\u00a0\u2002\u2003\u2009\u200a\u202f\u205f\u3000x", "x        x"],
])("takes %j for %j, either way round", (typographic, plain) => {
  expect(find([typographic], [plain])).toBe(0);
  expect(find([plain], [typographic])).toBe(0);
});

test("at the end, only the last place counts, by any pass", () => {
  const seeker = createLineSeeker(["a", "b", " a "]);
  expect(seeker.findAtEnd(["a"])).toBe(2);
  expect(seeker.findAtEnd(["b", "a"])).toBe(1);
  expect(seeker.findAtEnd(["b"])).toBeUndefined();
  expect(seeker.findAtEnd(["x", "a", "b", "a"])).toBeUndefined();
});

test("however much was sought before, the answer is that of a plain scan", () => {
  const line = fc.constantFrom("a", "b", "c");
  const blocks = fc.array(fc.tuple(fc.array(line, { minLength: 1, maxLength: 5 }), fc.nat({ max: 40 })), {
    minLength: 30,
    maxLength: 60,
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), blocks, (lines, wantedBlocks) => {
      const seeker = createLineSeeker(lines);
      for (const [wanted, from] of wantedBlocks) {
        const plain = lines.findIndex(
          (_, start) => start >= from && wanted.every((text, i) => lines[start + i] === text),
        );
        expect(seeker.find(wanted, from)).toBe(plain === -1 ? undefined : plain);
      }
    }),
  );
});
