/** The Bash grammar, loaded when the first script needs it. */
import type { Node, Parser } from "web-tree-sitter";
import { ShellCommandError } from "../errors.ts";

/** The two WebAssembly modules that make a Bash parser, as bytes. */
export interface BashWasm {
  /** `web-tree-sitter.wasm` of the package web-tree-sitter. */
  readonly runtime: Uint8Array;
  /** `tree-sitter-bash.wasm` of the package tree-sitter-bash. */
  readonly grammar: Uint8Array;
}

/** Longer scripts are not parsed: no Linux passes an argument of more than 128 KiB to a program. */
export const MAX_SCRIPT_LENGTH = 131_072;

/** A started parser. It keeps no state between scripts, so that one serves a whole process. */
export interface BashParser {
  /** Gives the syntax tree's root to `read` and frees the tree afterwards: return values, not nodes. */
  withTree<Result>(script: string, read: (root: Node) => Result): Result;
}

/**
 * Starts a parser: about 25 ms the first time, then about 0.02 ms for each script.
 * Throws `ShellCommandError` ("parser_unavailable") when the bytes are not what they should be.
 */
export async function loadBashParser(wasm: BashWasm): Promise<BashParser> {
  try {
    const { Language, Parser } = await import("web-tree-sitter");
    await Parser.init({ wasmBinary: wasm.runtime });
    const parser = new Parser();
    parser.setLanguage(await Language.load(wasm.grammar));
    return { withTree: (script, read) => readTree(parser, script, read) };
  } catch (cause) {
    throw new ShellCommandError(
      "parser_unavailable",
      "The Bash grammar could not be started from its WebAssembly files: reinstall the program.",
      { cause },
    );
  }
}

function readTree<Result>(parser: Parser, script: string, read: (root: Node) => Result): Result {
  const tree = parser.parse(script);
  if (!tree) {
    throw new ShellCommandError("parser_unavailable", "The Bash parser gave no tree for a script.", {});
  }
  try {
    return read(tree.rootNode);
  } finally {
    tree.delete();
  }
}
