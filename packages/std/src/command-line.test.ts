import { expect, test } from "@jest/globals";
import { readCommandLine } from "./command-line.ts";
import type { Grammar } from "./command-line-grammar.ts";

const grammar: Grammar = {
  maxWords: 1,
  subcommands: ["resume"],
  flags: [
    { name: "json", aliases: ["experimental-json"], takes: "nothing", help: "" },
    { name: "quiet", short: "q", takes: "nothing", help: "", conflictsWith: ["json"] },
    { name: "model", short: "m", takes: "value", valueName: "MODEL", help: "" },
    { name: "config", short: "c", takes: "value", isRepeatable: true, help: "" },
    { name: "image", short: "i", takes: "values", isRepeatable: true, help: "" },
    { name: "sandbox", takes: "value", choices: ["a", "b"], help: "" },
  ],
};

function read(...args: string[]) {
  const result = readCommandLine(grammar, args);
  if (!result.ok) return result.message;
  return { flags: Object.fromEntries(result.values), words: result.words, subcommand: result.subcommand };
}

test("values may be attached, separate, or clustered", () => {
  expect(read("-mx", "--config=a=b", "-c", "d=e", "hello")).toEqual({
    flags: { model: ["x"], config: ["a=b", "d=e"] },
    words: ["hello"],
    subcommand: undefined,
  });
  expect(read("-qm", "x")).toEqual({ flags: { quiet: [], model: ["x"] }, words: [], subcommand: undefined });
  expect(read("--experimental-json")).toMatchObject({ flags: { json: [] } });
});

test("a flag of many values takes all words up to the next flag or the end of flags", () => {
  expect(read("-i", "a.png", "b.png", "--json")).toMatchObject({ flags: { image: ["a.png", "b.png"] } });
  expect(read("-i", "a.png", "--", "prompt")).toMatchObject({
    flags: { image: ["a.png"] },
    words: ["prompt"],
  });
});

test("a dash alone is a word, and nothing after -- is a flag", () => {
  expect(read("-")).toMatchObject({ words: ["-"] });
  expect(read("--", "--json")).toMatchObject({ flags: {}, words: ["--json"] });
});

test("a subcommand takes the rest", () => {
  expect(read("--json", "first", "resume", "--last")).toEqual({
    flags: { json: [] },
    words: ["first"],
    subcommand: { name: "resume", args: ["--last"] },
  });
});

test("what is not understood is named", () => {
  expect(read("--nope")).toBe("unexpected argument '--nope' found");
  expect(read("-x")).toBe("unexpected argument '-x' found");
  expect(read("one", "two")).toBe("unexpected argument 'two' found");
  expect(read("--model")).toBe("a value is required for '--model <MODEL>' but none was supplied");
  expect(read("-m", "x", "-m", "y")).toBe("the argument '--model <MODEL>' cannot be used multiple times");
  expect(read("--sandbox", "c")).toBe("invalid value 'c' for '--sandbox' [possible values: a, b]");
  expect(read("--json", "-q")).toBe("the argument '--quiet' cannot be used with '--json'");
  expect(read("--json=1")).toBe("unexpected value '1' for '--json' found");
});

test("a flag that begins alike is proposed", () => {
  expect(readCommandLine(grammar, ["--sandbx"])).toMatchObject({
    tip: "a similar argument exists: '--sandbox'",
  });
});
