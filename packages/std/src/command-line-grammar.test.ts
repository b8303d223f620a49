import { expect, test } from "@jest/globals";
import { type Grammar, showFlag, similarFlag } from "./command-line-grammar.ts";

const model = { name: "model", takes: "value", valueName: "MODEL", help: "" } as const;
const json = { name: "json", takes: "nothing", help: "" } as const;
const secret = { name: "secret-mode", takes: "nothing", help: "", isHidden: true } as const;
const grammar: Grammar = { flags: [model, json, secret], maxWords: 0, subcommands: [] };

test("a flag is named with its value", () => {
  expect(showFlag(model)).toBe("--model <MODEL>");
  expect(showFlag(json)).toBe("--json");
});

test("a flag that begins alike is found, a hidden one and a guess from two letters are not", () => {
  expect(similarFlag(grammar, "modle")).toBeUndefined();
  expect(similarFlag(grammar, "mode")).toBe(model);
  expect(similarFlag(grammar, "jsonl")).toBe(json);
  expect(similarFlag(grammar, "secret")).toBeUndefined();
  expect(similarFlag(grammar, "js")).toBeUndefined();
});
