/** The parser that this package's tests use, started once per test file. */
import { type BashParser, loadBashParser } from "../src/bash/bash-parser.ts";
import { type CommandLine, readCommandLine } from "../src/command-line.ts";
import { findBashWasm, readBashWasm } from "../src/node.ts";

/** Starts a parser from the installed packages. */
export async function startBashParser(): Promise<BashParser> {
  return loadBashParser(await readBashWasm(findBashWasm("/nowhere")));
}

/** Reads `bash -lc SCRIPT` as the product would. */
export async function readScript(parser: BashParser, script: string): Promise<CommandLine> {
  return readCommandLine(["bash", "-lc", script], async () => parser);
}

/** For commands that must not need the grammar. */
export async function refuseToLoad(): Promise<BashParser> {
  throw new TypeError("The Bash grammar was asked for.");
}
