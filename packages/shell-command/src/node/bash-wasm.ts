/** Where the Bash grammar's two WebAssembly files lie on this machine. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { BashWasm } from "../bash/bash-parser.ts";
import { ShellCommandError } from "../errors.ts";

/** Absolute paths of the files that `loadBashParser` wants as bytes. */
export interface BashWasmFiles {
  readonly runtime: string;
  readonly grammar: string;
}

const RUNTIME = "web-tree-sitter.wasm";
const GRAMMAR = "tree-sitter-bash.wasm";

/**
 * Finds the files: in `programFolder`, where a release puts both beside the program, else in the installed
 * packages of a source tree. Throws `ShellCommandError` ("parser_unavailable") when they are in neither.
 */
export function findBashWasm(programFolder: string): BashWasmFiles {
  const beside = { runtime: path.join(programFolder, RUNTIME), grammar: path.join(programFolder, GRAMMAR) };
  if (existsSync(beside.runtime) && existsSync(beside.grammar)) return beside;
  const { resolve } = createRequire(import.meta.url);
  try {
    return {
      runtime: resolve(`web-tree-sitter/${RUNTIME}`),
      grammar: resolve(`tree-sitter-bash/${GRAMMAR}`),
    };
  } catch (cause) {
    throw new ShellCommandError(
      "parser_unavailable",
      `${RUNTIME} and ${GRAMMAR} are neither in ${programFolder} nor in the installed packages: reinstall.`,
      { cause },
    );
  }
}

/** Reads both files. Throws `ShellCommandError` ("parser_unavailable") when one cannot be read. */
export async function readBashWasm(files: BashWasmFiles): Promise<BashWasm> {
  try {
    const [runtime, grammar] = await Promise.all([readFile(files.runtime), readFile(files.grammar)]);
    return { runtime, grammar };
  } catch (cause) {
    throw new ShellCommandError(
      "parser_unavailable",
      `The Bash grammar could not be read from ${path.dirname(files.grammar)}: reinstall the program.`,
      { cause },
    );
  }
}
