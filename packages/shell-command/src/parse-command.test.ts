import { readFileSync } from "node:fs";
import type { ParsedCommand } from "@codex-ts/protocol";
import { beforeAll, expect, test } from "@jest/globals";
import { refuseToLoad, startBashParser } from "../test/bash-parser.ts";
import type { BashParser } from "./bash/bash-parser.ts";
import { parseCommand } from "./parse-command.ts";

interface Case {
  readonly argv: readonly string[];
  /** As 0.99.0 reports it, members that are null left out; two faults of it are put right. */
  readonly parsed: readonly ParsedCommand[];
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL("../test/fixtures/parsed-commands.json", import.meta.url), "utf8"),
);
let parser: BashParser;
beforeAll(async () => {
  parser = await startBashParser();
});

test.each(cases)("$argv", async ({ argv, parsed }) => {
  const summaries = await parseCommand(argv, async () => parser);
  expect(summaries.map(withoutNulls)).toEqual(parsed);
});

test("ordinary scripts are summarised without loading the grammar", async () => {
  const script = "cd src && rg -n 'two words' app | head -n 20; cat \"a b\"";
  expect(await parseCommand(["bash", "-lc", script], refuseToLoad)).toHaveLength(2);
});

test("what says nothing is left out, however much there is of it", async () => {
  const script = `${"echo a; true; ".repeat(8_000)}cat file; echo b`;
  const summaries = await parseCommand(["bash", "-lc", script], refuseToLoad);
  expect(summaries.map(({ cmd }) => cmd)).toEqual(["cat file", "echo b"]);
  expect(await parseCommand(["bash", "-lc", "echo a; true"], refuseToLoad)).toMatchObject([{ cmd: "true" }]);
});

function withoutNulls(summary: ParsedCommand): object {
  return Object.fromEntries(Object.entries(summary).filter(([, value]) => value !== null));
}
