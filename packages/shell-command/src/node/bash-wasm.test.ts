import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { loadBashParser } from "../bash/bash-parser.ts";
import { findBashWasm, readBashWasm } from "./bash-wasm.ts";

test("files beside the program come first", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "bash-wasm-"));
  try {
    const installed = findBashWasm(folder);
    expect(installed.grammar.startsWith(folder)).toBe(false);
    await cp(installed.grammar, path.join(folder, "tree-sitter-bash.wasm"));
    expect(findBashWasm(folder)).toEqual(installed);
    await cp(installed.runtime, path.join(folder, "web-tree-sitter.wasm"));
    expect(path.dirname(findBashWasm(folder).grammar)).toBe(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("missing or damaged files are a typed error", async () => {
  const files = { runtime: "/nowhere/a.wasm", grammar: "/nowhere/b.wasm" };
  await expect(readBashWasm(files)).rejects.toMatchObject({ code: "parser_unavailable" });
  const { runtime } = await readBashWasm(findBashWasm("/nowhere"));
  const damaged = { runtime, grammar: new Uint8Array([1, 2, 3]) };
  await expect(loadBashParser(damaged)).rejects.toMatchObject({ code: "parser_unavailable" });
});
