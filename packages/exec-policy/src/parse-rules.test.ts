import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatProblem, parseRules } from "./parse-rules.ts";
import type { PrefixRule } from "./rule.ts";

function rulesOf(text: string): readonly PrefixRule[] {
  const parsed = parseRules("t.rules", text);
  if (parsed.kind === "problem") throw new Error(formatProblem(parsed.problem));
  return parsed.rules;
}

function problemOf(text: string): string {
  const parsed = parseRules("t.rules", text);
  return parsed.kind === "problem" ? formatProblem(parsed.problem) : "no problem";
}

/** The words of a file's rules, alternatives joined by `|`, one text per rule. */
function patternsOf(text: string): readonly string[] {
  return rulesOf(text).map((rule) => rule.pattern.map((words) => words.join("|")).join(" "));
}

test("a rule with everything", () => {
  const text = `
# Reviewed in March.
prefix_rule(
    pattern = ["git", ["push", "fetch"]],
    decision = "prompt",
    match = ["git push origin", ["git", "fetch"], "git 'push' # now"],
    not_match = ["git status", "/usr/bin/git push"],
    justification = "leaves the machine",
)
`;
  expect(rulesOf(text)).toEqual([
    { pattern: [["git"], ["push", "fetch"]], decision: "prompt", justification: "leaves the machine" },
  ]);
});

test("arguments by position, and their defaults", () => {
  expect(rulesOf('prefix_rule(["a"], "forbidden", ["a b"], ["b"], "why")')).toEqual([
    { pattern: [["a"]], decision: "forbidden", justification: "why" },
  ]);
  expect(rulesOf('prefix_rule(["a"])')).toEqual([{ pattern: [["a"]], decision: "allow" }]);
});

test.each([
  ["", []],
  ["# nothing\n\n", []],
  ['"""doc"""\nprefix_rule(["a",\n  "b",\n])', ["a b"]],
  ['prefix_rule([["a", "b"], ["c", "d"]])', ["a|b c|d"]],
  ['prefix_rule(["a"]) ; prefix_rule(["b"]);\r\nprefix_rule(["c"])\r\n', ["a", "b", "c"]],
  [
    "prefix_rule(['''a\nb''', \"\"\"c\"\"\", r\"d\\n\", 'e\\x41\\u00e9\\101\\tf\\q'])",
    ["a\nb c d\\n eAéA\tf\\q"],
  ],
  ['prefix_rule(["a" + "b"] + ["c", "%s-%d%%" % ("d", 3), "%r" % "e"])', ['ab c d-3% "e"']],
  ['x = "v"\ny = 7\nprefix_rule([f"{x}.{y}{{}}", f"{x!r}"])', ['v.7{} "v"']],
  [
    'x: str = "a"\ndef f(x: str, y = "d") -> list:\n  return [x, y]\nprefix_rule(f(x))\nprefix_rule(f(y = "e", x = x))',
    ["a d", "a e"],
  ],
  ['for a, b in [("x", "y"), ["z", "w"]]:\n  prefix_rule([a, b])', ["x y", "z w"]],
  ['[prefix_rule(["git", x]) for x in ["log", "x", "show"] if x != "x"]', ["git log", "git show"]],
  ['prefix_rule([a + b for a in ["1", "2"] for b in ["3", "4"] if a < b])', ["13 14 23 24"]],
  [
    'if 1 < 2 and not False:\n  if True: prefix_rule(["a"])\nelif True:\n  pass\nelse:\n  prefix_rule(["b"])',
    ["a"],
  ],
  ["for i in range(5):\n  if i == 1: continue\n  if i == 3: break\n  prefix_rule([str(i)])", ["0", "2"]],
  ['x = ["a"]\nx.append("b")\nx += ["c"]\nx.extend(("d",))\nprefix_rule(x)', ["a b c d"]],
  ['x, y = "a", "b"\nprefix_rule([y, x] if "c" in [x] else [x, y][0:2])', ["a b"]],
  [
    'prefix_rule(["a,b".split(",")[-1], "-".join(["x", "y"]), " C ".strip().lower(), "aXa".replace("X", "-")])',
    ["b x-y c a-a"],
  ],
  ['for i, w in enumerate(["a", "b"]):\n  prefix_rule([w, str(i + 10 % 4 - 1)])', ["a 1", "b 2"]],
  ['def f():\n  prefix_rule(["a"])\n  return\nf()', ["a"]],
  ['prefix_rule\\\n(["a"])', ["a"]],
  ['\t\n \t# tabs\there\nif True:\n  prefix_rule(["a\tb"])\n\t\n  prefix_rule(["c"])', ["a\tb", "c"]],
  ['prefix_rule(["a"], justification = "\ufeff")', ["a"]],
  [
    'n = len(["a", "b"]) + len("é")\nprefix_rule([str(n), str([True, None, ("x",)])])',
    ['3 [True, None, ("x",)]'],
  ],
])("%j means %j", (text, patterns) => {
  expect(patternsOf(text)).toEqual(patterns);
});

test.each([
  ["prefix_rule()", "t.rules:1:1: prefix_rule needs its argument pattern"],
  ["prefix_rule([])", "1:1: pattern must have at least one word"],
  ['prefix_rule(["a", []])', "alternatives in pattern is empty"],
  ['prefix_rule(["a", 1])', "not int"],
  ['prefix_rule(["a", ["b", 1]])', "not int"],
  ['prefix_rule(("a",))', "pattern is a list, not tuple"],
  ['prefix_rule("a")', "pattern is a list, not string"],
  ['prefix_rule(["a"], "deny")', 'not "deny"'],
  ['prefix_rule(["a"], decision = None)', "leave the argument out"],
  ['prefix_rule(["a"], match = None)', "leave the argument out"],
  ['prefix_rule(["a"], justification = " ")', "justification is blank"],
  ['prefix_rule(["a"], foo = 1)', "has no parameter foo"],
  ['prefix_rule(["a"], pattern = ["b"])', "given pattern twice"],
  ['prefix_rule(["a"], match = ["a"], match = ["a"])', "match is given twice"],
  ['prefix_rule(["a"], match = ["b"])', 'match example ["b"]'],
  ['prefix_rule(["a"], not_match = ["a b"])', 'not_match example ["a","b"]'],
  ['prefix_rule(["a"], match = ["\'a"])', "closed quotes"],
  ['prefix_rule(["a"], match = ["# a"])', "is empty"],
  ['prefix_rule(["a"], match = [[]])', "is empty"],
  ['prefix_rule(["a"], match = [["a", 1]])', "list of strings"],
  ['x = 1\n\tprefix_rule(["a"])', "2:1: tabs are not allowed"],
  ['prefix_rule(\n\t["a"])', "2:1: tabs are not allowed"],
  ['prefix_rule(\n\t\n["a"])', "2:1: tabs are not allowed"],
  ['prefix_rule(["a",\t"b"])', "1:18: tabs are not allowed"],
  ["x = 1\t# a", "1:6: tabs are not allowed"],
  ["x = 1\\\n\t", "2:1: tabs are not allowed"],
  ["x = 007", "1:5: 007 starts with a zero"],
  ['x = "\\x4"', "1:5: \\x wants 2 hexadecimal digits"],
  ['x = """\\u12g4"""', "1:5: \\u wants 4 hexadecimal digits"],
  ['x = "\\U1234567"', "1:5: \\U wants 8 hexadecimal digits"],
  ['x = R"a"', "not R"],
  ["def f(a = 1, b): pass", "1:1: the parameter b needs a default value"],
  ['prefix_rule(["a"], justification = "\\u0085")', "justification is blank"],
  ['\ufeffprefix_rule(["a"])', "1:1: the file starts with a byte order mark"],
  ['prefix_rule(["a" "b"])', "1:18: two strings stand side by side"],
  ['prefix_rule(["a"]', "1:18: expected"],
  ['prefix_rule(["a)', "1:14: this string is not closed"],
  ['x = """a\nb', "1:5: this string is not closed"],
  ['if True:\nprefix_rule(["a"])', "2:1: expected an indented block"],
  ["x = 1\n  y = 2", "2:3: expected a value, but found more indentation"],
  ["if True:\n    x = 1\n  y = 2", "3:3: this line is indented less"],
  ["while True:\n  pass", '1:1: rules files have no "while": use a for loop'],
  ["x = lambda: 1", '1:5: rules files have no "lambda": use def'],
  ['load("x", "y")', "rules files stand alone"],
  ["import x", "rules files stand alone"],
  ['x = {"a": 1}', "no dictionaries"],
  ['x = "a" * 2', "no operator *"],
  ['x = f"{a.b}"', "only a name may stand in the braces"],
  ['def f():\n  return f"{a"', "2:10: only a name may stand in the braces"],
  ['x = b"a"', "not b"],
  ['x = rf"a"', "not rf"],
  ["def f(*a): pass", "cannot collect"],
  ["f(*a)", "cannot be unpacked"],
  ["x = y = 1", "one assignment at a time"],
  ["x[0] = 1", "only names can be assigned"],
  ["return 1", "only works inside a def"],
  ["break", "only works inside a for"],
  ["def f():\n  for i in []: pass\n  continue", "3:3: continue only works inside a for"],
  ["1 < 2 < 3", "cannot be chained"],
  ['print("x")', "nothing is called print here; built in are: enumerate, fail, len"],
  ["x += 1", "must have a value here"],
  ['"a" + 1', "string + int has no meaning"],
  ["1 < 'a'", "int < string has no meaning"],
  ["None()", "None cannot be called"],
  ["[1][2]", "there is no item 2 of 1"],
  ["for a, b in [1]: pass", "expected a list or a tuple, not int"],
  ["a, b = [1]", "2 names cannot hold 1 values"],
  ["for c in 'abc': pass", "expected a list or a tuple, not string"],
  ["x = 1 % 0", "division by zero"],
  ["x = 99999999999999999999", "too large"],
  ["x = 9007199254740991 + 1", "too large"],
  ["'%s' % ()", "fewer values"],
  ["'%s' % (1, 2)", "more values"],
  ["'%d' % 'a'", "%d wants an int"],
  ["'a'.format()", "has no method format"],
  ["def f(a): pass\nf()", "f needs its argument a"],
  ["def f(a, a): pass", "named twice"],
  ["f(a = 1, 2)", "positional arguments must come before"],
  ["x = 1 $ 2", 'the character "$"'],
  ['fail("no %s" % "way")', "fail: no way"],
])("%j is refused: %s", (text, message) => {
  expect(problemOf(text)).toContain(message);
});

test("a problem drops the file's rules as a whole", () => {
  expect(parseRules("t.rules", 'prefix_rule(["a"])\nprefix_rule([])')).toEqual({
    kind: "problem",
    problem: { file: "t.rules", line: 2, column: 1, message: "pattern must have at least one word" },
  });
});

test.each([
  ["for a in range(999999):\n  for b in range(999999): pass", "computes too much"],
  ["x = 'ab'\nfor i in range(100): x = x + x", "computes too much"],
  ["x = [1]\nfor i in range(100): x += x", "computes too much"],
  ["x = 'ab'\nfor i in range(100): x = x.replace('a', x)", "computes too much"],
  ["x = 'ab'\nfor i in range(100): x = '%s%s' % (x, x)", "computes too much"],
  ["x = 'ab'\nfor i in range(100): x = f'{x}{x}'", "computes too much"],
  ["x = 'ab'\nfor i in range(100): x = x.join([x, x, x])", "computes too much"],
  ["x = [[a for b in range(2000)] for a in range(2000)]", "computes too much"],
  ["x = []\nx.append(x)\ny = str(x)", "too deep"],
  ["x = []\nx.append(x)\ny = []\ny.append(y)\nz = x == y", "too deep"],
  ["def f(): return f()\nf()", "must not call themselves"],
  [`x = ${"(".repeat(5000)}`, "levels of nesting"],
  [`x = ${"not ".repeat(5000)}1`, "levels of nesting"],
  [`x = ${"-".repeat(5000)}1`, "levels of nesting"],
  [`x = ${"1 + ".repeat(5000)}1`, "too deep"],
  [`x = []${"[0]".repeat(5000)}`, "too deep"],
  [`${"if 1:\n".repeat(100)}`, "indented block"],
  ["#".repeat(1_100_000), "larger than 1 MiB"],
])("a file that would not end ends with a problem: %#", (text, message) => {
  expect(problemOf(text)).toContain(message);
});

test("whatever the file holds, reading it ends in rules or in a problem with a place", () => {
  const piece = fc.constantFrom(
    ...[
      "prefix_rule(",
      ")",
      "[",
      "]",
      '"a"',
      "'b'",
      ",",
      "=",
      "x",
      "for",
      "in",
      "if",
      "else",
      ":",
      "\n",
      "\n  ",
    ],
    ...[
      "def",
      "f",
      "return",
      "+",
      "%",
      "not",
      "1",
      "f'{x}'",
      "#",
      "\\\n",
      "range(9)",
      ".",
      "(",
      "and",
      "None",
      '"""',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const text = pieces.join(" ");
      const parsed = parseRules("t.rules", text);
      if (parsed.kind === "rules") return;
      const lines = text.split("\n");
      expect(parsed.problem.line).toBeGreaterThan(0);
      expect(parsed.problem.line).toBeLessThanOrEqual(lines.length);
      expect(parsed.problem.column).toBeGreaterThan(0);
      expect(parsed.problem.column).toBeLessThanOrEqual((lines[parsed.problem.line - 1] ?? "").length + 1);
    }),
    { numRuns: 5000 },
  );
});
