import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Script } from "node:vm";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { COMPILED, createLoader } from "./load-scripts.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "load-scripts-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const requireFrom = createRequire(import.meta.url);
const write = async (name: string, body: string) => {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, body);
};
const script = (name: string, body: string) =>
  write(name, `(function (require, module, exports, __import, __dirname, __url) {${body}\n})`);

test("a script gets what others export, and runs once", async () => {
  await script("main.cjs", 'exports.sum = require("./a.cjs").one + require("./a.cjs").one;');
  await script("a.cjs", "globalThis.runs = (globalThis.runs ?? 0) + 1; exports.one = globalThis.runs;");
  expect(createLoader(folder, requireFrom)("./main.cjs")).toEqual({ sum: 2 });
});

test("scripts that need each other see what is there already", async () => {
  await script("main.cjs", 'exports.early = 1; exports.seen = require("./a.cjs").seen;');
  await script("a.cjs", 'exports.seen = require("./main.cjs").early;');
  expect(createLoader(folder, requireFrom)("./main.cjs")).toEqual({ early: 1, seen: 1 });
});

test("other names are modules of Node and packages of the folder, and nothing else", async () => {
  await script("main.cjs", "module.exports = require;");
  await write("node_modules/inside/index.js", "module.exports = 'inside';");
  const load = createLoader(folder, requireFrom)("./main.cjs") as (name: string) => unknown;
  expect(load("node:path")).toBe(path);
  expect(load("inside")).toBe("inside");
  expect(() => load("esbuild")).toThrow("node_modules/esbuild");
});

test("late imports give the exports of a script, and a package whole and by its names", async () => {
  await script("main.cjs", "module.exports = __import;");
  await script("a.cjs", "exports.default = 1;");
  await write("node_modules/inside/index.js", "exports.name = 'inside';");
  const late = createLoader(folder, requireFrom)("./main.cjs") as (name: string) => Promise<unknown>;
  expect(await late("./a.cjs")).toEqual({ default: 1 });
  expect(await late("inside")).toEqual({ name: "inside", default: { name: "inside" } });
  await expect(late("./none.cjs")).rejects.toThrow("none.cjs");
});

test("a script knows its folder and its address, and an error its file", async () => {
  await script("main.cjs", "exports.told = [__dirname, __url]; exports.stack = new Error().stack;");
  const { told, stack } = createLoader(folder, requireFrom)("./main.cjs") as Record<string, unknown>;
  expect(told).toEqual([folder, pathToFileURL(path.join(folder, "main.cjs")).href]);
  expect(stack).toContain(`${folder}/main.cjs:1`);
});

test("a script runs without compiled code, and with some that V8 refuses", async () => {
  await script("main.cjs", 'exports.sum = 1 + require("./a.cjs").one;');
  await script("a.cjs", "exports.one = 1;");
  await write(`a.cjs${COMPILED}`, "no compiled code");
  const scripts: [string, Script][] = [];
  const load = createLoader(folder, requireFrom, (file, it) => scripts.push([file, it]));
  expect(load("./main.cjs")).toEqual({ sum: 2 });
  expect(scripts.map(([file, it]) => [path.basename(file), it.cachedDataRejected])).toEqual([
    [`main.cjs${COMPILED}`, undefined],
    [`a.cjs${COMPILED}`, true],
  ]);
});
