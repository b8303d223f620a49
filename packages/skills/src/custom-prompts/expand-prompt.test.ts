import { expect, test } from "@jest/globals";
import { expandPrompt } from "./expand-prompt.ts";
import { promptArguments } from "./prompt-arguments.ts";

/** What a line comes to with one prompt `p`. */
function expand(content: string, line: string) {
  return expandPrompt(line, [{ name: "p", path: "/p.md", content }]);
}

test.each([
  ["plain", "Hello.", "/prompts:p", "Hello."],
  ["arguments that nobody asked for", "Hello.", "/prompts:p a b", "Hello."],
  ["named", "Read $FILE for $USER_1.", "/prompts:p FILE=a.ts USER_1='A B'", "Read a.ts for A B."],
  ["a name twice, the last value, an unknown key", "$A $A", "/prompts:p A=1 B=2 A=3", "3 3"],
  ["a value with '=' and one that is empty", "<$A> <$B>", "/prompts:p A=x=y B=", "<x=y> <>"],
  ["an escaped name beside a real one", "$$A $A", "/prompts:p A=1", "$$A 1"],
  ["values are not filled in again", "$A $B", "/prompts:p A=$B B=2", "$B 2"],
  ["no places where there are names", "$A $1 $ARGUMENTS", "/prompts:p A=1", "1 $1 $ARGUMENTS"],
  ["places", "$1-$2-$9", '/prompts:p one "two three"', "one-two three-"],
  ["all of them", "fix: $ARGUMENTS", '/prompts:p a "b c"', "fix: a b c"],
  ["two digits are a place and a digit", "$10", "/prompts:p x", "x0"],
  ["a pair of '$' and others that mean nothing", "$$1 $0 $a $", "/prompts:p x", "$$1 $0 $a $"],
  ["over several lines", "$1 $2", "/prompts:p a\nb\n", "a b"],
])("%s", (_, content, line, text) => {
  expect(expand(content, line)).toEqual({ kind: "text", text });
});

test.each([
  ["missing keys", "$B $A $B", "/prompts:p C=1", 'needs B, A: write /prompts:p B="…" A="…"'],
  ["no key", "$A", "/prompts:p value", "'value' is no KEY=value"],
  ["no name", "$A", "/prompts:p =x", "'=x' has no name"],
  ["an open quote", "$A", "/prompts:p A='x", "left open"],
  ["an open quote of a place", "$1", '/prompts:p "x', "left open"],
])("refused: %s", (_, content, line, part) => {
  expect(expand(content, line)).toEqual({ kind: "refused", message: expect.stringContaining(part) });
});

test.each(["/prompts:q", "/prompts:", "/prompts:P", "/p", " /prompts:p", "text /prompts:p", "/prompts: p"])(
  "%j calls no prompt",
  (line) => {
    expect(expand("x", line)).toEqual({ kind: "no-prompt" });
  },
);

test.each([
  ["$FILE $A1 $FILE $ARGUMENTS_2", { kind: "named", names: ["FILE", "A1", "ARGUMENTS_2"] }],
  ["$ARGUMENTS", { kind: "positional" }],
  ["$3", { kind: "positional" }],
  ["$$1 $$NAME $name $0", { kind: "none" }],
])("%j takes %j", (content, expected) => {
  expect(promptArguments(content)).toEqual(expected);
});
