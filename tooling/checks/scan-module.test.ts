import { expect, test } from "@jest/globals";
import { scanModule } from "./scan-module.ts";

test("finds every way to import", () => {
  const { imports } = scanModule(`
import whole from "a";
import * as z from "b";
import type { One } from "./c.ts";
import def, { type Two as Zwei, three } from './d.ts';
import {
  four, // not "five" from "x"
} from "./e.ts";
import "./f.ts";
const lazy = await import("./g.ts");
type T = import("./h.ts").T;
export { six as seven, type Eight } from "./i.ts";
export * from "./j.ts";
import.meta.dirname;
const text = 'import { no } from "./k.ts"';
`);
  expect(
    imports.map(({ specifier, names, line, isReExport }) => [specifier, names, line, isReExport]),
  ).toEqual([
    ["a", ["default"], 2, false],
    ["b", ["*"], 3, false],
    ["./c.ts", ["One"], 4, false],
    ["./d.ts", ["Two", "three"].toSpliced(0, 0, "default"), 5, false],
    ["./e.ts", ["four"], 6, false],
    ["./f.ts", [], 9, false],
    ["./g.ts", ["*"], 10, false],
    ["./h.ts", ["*"], 11, false],
    ["./i.ts", ["six", "Eight"], 12, true],
    ["./j.ts", ["*"], 13, true],
  ]);
});

test("finds every way to export", () => {
  const { exports } = scanModule(`
export const a = 1;
export async function b() {}
export function* c() {}
export abstract class D {}
export interface E {}
export type F = string;
export default a;
export { g as h, type I };
export type { J };
export { k, type L } from "./x.ts";
export * from "./y.ts";
export * as ns from "./z.ts";
// export const hidden = 1;
`);
  expect(exports.map(({ name, line, isType, isReExport }) => [name, line, isType, isReExport])).toEqual([
    ["a", 2, false, false],
    ["b", 3, false, false],
    ["c", 4, false, false],
    ["D", 5, false, false],
    ["E", 6, true, false],
    ["F", 7, true, false],
    ["default", 8, false, false],
    ["h", 9, false, false],
    ["I", 9, true, false],
    ["J", 10, true, false],
    ["k", 11, false, true],
    ["L", 11, true, true],
    ["*", 12, false, true],
    ["* as ns", 13, false, true],
  ]);
});
