import { expect, test } from "@jest/globals";
import { mergeTables, valueAt } from "./merge.ts";

test("merges tables and replaces everything else whole", () => {
  const lower = { a: { b: 1, c: [1, 2] }, d: 1, e: { f: 1 } };
  expect(mergeTables(lower, { a: { c: [3], g: true }, d: { h: 1 }, e: 5 })).toEqual({
    a: { b: 1, c: [3], g: true },
    d: { h: 1 },
    e: 5,
  });
});

test("treats a key such as __proto__ as any other", () => {
  const upper = JSON.parse('{ "__proto__": { "polluted": 1 } }');
  const merged = mergeTables({ a: 1 }, upper);
  expect(Object.keys(merged)).toEqual(["a", "__proto__"]);
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  expect(valueAt(merged, ["polluted"])).toBeUndefined();
});

test("finds values through tables and lists", () => {
  const table = { a: [{ b: 1 }] };
  expect(valueAt(table, ["a", 0, "b"])).toBe(1);
  expect(valueAt(table, ["a", "b"])).toBeUndefined();
  expect(valueAt(table, ["a", 1, "b"])).toBeUndefined();
  expect(valueAt(table, ["toString"])).toBeUndefined();
});
