import { expect, test } from "@jest/globals";
import { type Grammar, showFlag, similarFlag, similarNameTip } from "./command-line-grammar.ts";

const model = { name: "model", takes: "value", valueName: "MODEL", help: "" } as const;
const json = { name: "json", takes: "nothing", help: "" } as const;
const secret = { name: "secret-mode", takes: "nothing", help: "", isHidden: true } as const;
const grammar: Grammar = { flags: [model, json, secret], maxWords: 0, subcommands: [] };

test("a flag is named with its value", () => {
  expect(showFlag(model)).toBe("--model <MODEL>");
  expect(showFlag(json)).toBe("--json");
});

test("a flag that begins alike is found, a hidden one and a guess from two letters are not", () => {
  expect(similarFlag(grammar, "modle")).toBe(model);
  expect(similarFlag(grammar, "mode")).toBe(model);
  expect(similarFlag(grammar, "jsonl")).toBe(json);
  expect(similarFlag(grammar, "secret")).toBeUndefined();
  expect(similarFlag(grammar, "js")).toBeUndefined();
});

test("a misspelt or shortened name is found, an unclear one is not", () => {
  const tip = (word: string) => similarNameTip("command", word, ["list", "get", "add", "remove"]);
  expect(tip("lsit")).toBe("a similar command exists: 'list'");
  expect(tip("rm")).toBe("a similar command exists: 'remove'");
  expect(tip("delete")).toBeUndefined();
  expect(similarNameTip("command", "lg", ["login", "logout"])).toBeUndefined();
});
