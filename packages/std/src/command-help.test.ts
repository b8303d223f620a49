import { expect, test } from "@jest/globals";
import { formatHelp, formatUsageError } from "./command-help.ts";
import type { Grammar } from "./command-line-grammar.ts";

const grammar: Grammar = {
  maxWords: 1,
  subcommands: [],
  flags: [
    { name: "image", short: "i", takes: "values", valueName: "FILE", help: "Attach images" },
    { name: "a-name-that-is-too-long-for-its-column", takes: "nothing", help: "Below" },
    { name: "color", takes: "value", valueName: "WHEN", choices: ["always", "never"], help: "Colours" },
    { name: "secret", takes: "nothing", help: "Not shown", isHidden: true },
  ],
};

test("help lists words and options, a long name on a line of its own", () => {
  const page = {
    about: "Does something.",
    usage: ["tool [WORD]", "tool <COMMAND>"],
    sections: [{ title: "Commands", rows: [["run", "Run it"]] as const }],
  };
  expect(formatHelp(page, grammar)).toBe(
    [
      "Does something.",
      "",
      "Usage: tool [WORD]",
      "       tool <COMMAND>",
      "",
      "Commands:",
      `  ${"run".padEnd(34)}  Run it`,
      "",
      "Options:",
      `  ${"-i, --image <FILE>...".padEnd(34)}  Attach images`,
      "      --a-name-that-is-too-long-for-its-column",
      `  ${"".padEnd(34)}  Below`,
      `  ${"    --color <WHEN>".padEnd(34)}  Colours [always, never]`,
      "",
    ].join("\n"),
  );
});

test("an error names what is wrong, a tip where there is one, and the usage", () => {
  expect(formatUsageError(["tool"], { message: "no", tip: undefined })).toBe(
    "error: no\n\nUsage: tool\n\nFor more information, try '--help'.\n",
  );
  expect(formatUsageError(["tool"], { message: "no", tip: "try this" })).toContain("\n\n  tip: try this\n\n");
});
