import { execFileSync } from "node:child_process";
import { beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { startBashParser } from "../../test/bash-parser.ts";
import type { BashParser } from "./bash-parser.ts";
import { parseHeredocCommand, parsePlainCommands } from "./plain-commands.ts";
import { parseTrivialScript } from "./trivial-script.ts";

let parser: BashParser;
beforeAll(async () => {
  parser = await startBashParser();
});

test.each([
  ["ls -la", [["ls", "-la"]]],
  ["echo 'a b' \"c d\" e'f'\"g\" 12 ''", [["echo", "a b", "c d", "efg", "12", ""]]],
  ["a && b || c; d | e", [["a"], ["b"], ["c"], ["d"], ["e"]]],
  ["ls\npwd\n", [["ls"], ["pwd"]]],
  ["echo 'two\nlines'", [["echo", "two\nlines"]]],
  ["git show HEAD~1^:é", [["git", "show", "HEAD~1^:é"]]],
  ["ls;", [["ls"]]],
  ['echo "it\'s"', [["echo", "it's"]]],
  ['rg "\\bfoo\\(" "a\\"b" "\\$x \\`\\\\"', [["rg", "\\bfoo\\(", 'a"b', "$x `\\"]]],
])("%j is plain", (script, commands) => {
  expect(parsePlainCommands(parser, script)).toEqual(commands);
});

test.each([
  "",
  "ls &",
  "(ls)",
  "{ ls; }",
  "! ls",
  "ls # x",
  "ls > f",
  "ls 2>&1",
  "cat <<EOF\nx\nEOF",
  "cat <<< x",
  "ls |& cat",
  "X=1",
  "X=1 ls",
  "PATH=$PWD/x:$PATH cat",
  "ls $X",
  'ls "$X"',
  "ls $(x)",
  "ls `x`",
  'ls "`x`"',
  "ls <(x)",
  "ls a\\b",
  'ls "a\\\nb"',
  'ls "a\\\\$X"',
  "ls a\\\nb",
  "find . -del\\ete",
  "find . -d{elete,epth}",
  "ls {a}",
  "ls *",
  "ls a?",
  "ls [a]",
  "ls ~",
  "ls ~/x",
  "ls a=~",
  "ls =ls",
  "ls $'a'",
  'ls $"a"',
  "'ls'",
  '"ls"',
  "l's'",
  "if ls; then ls; fi",
  "for i in a; do ls; done",
  "f() { ls; }",
  "export A=1",
  "unset A",
  "[ -f x ]",
  "[[ -f x ]]",
  "foo == bar",
  "ls \r",
  "ls a\u00a0b",
  "ls a\u3000b",
  "ls\0",
  "ls && ",
  "ls 'open",
  "echo $((1))",
  "noglob ls !x",
])("%j is not plain", (script) => {
  expect(parsePlainCommands(parser, script)).toBeUndefined();
});

const piece = fc.constantFrom(
  ...["ls", "rm", "-f", "a", "12", "a=b", "if", "then", "do", "time", "test", "x/y", ".", "~", "=", "^", "-"],
  ...[
    "'a b'",
    '"c d"',
    "'",
    '"',
    "''",
    "\\",
    "$",
    "$X",
    "{",
    "}",
    "*",
    "#",
    "!",
    "[",
    "]",
    "\n",
    "é",
    "\r",
    "1",
  ],
  ...[
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "&&",
    "||",
    ";",
    "|",
    "&",
    ";;",
    "|&",
    "(",
    ")",
    "<",
    ">",
    ",",
    ":",
    "@",
    "%",
    "+",
  ],
);

test("the hand-written scanner gives the grammar's answer wherever it gives one", () => {
  let answered = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), fc.constantFrom("", " "), (pieces, gap) => {
      const script = pieces.join(gap);
      const trivial = parseTrivialScript(script);
      if (trivial === undefined) return;
      answered += 1;
      expect(parsePlainCommands(parser, script)).toEqual(trivial);
    }),
    { numRuns: 6_000 },
  );
  expect(answered).toBeGreaterThan(100);
});

test("what is plain between double quotes is what shells make of it", () => {
  const shells = ["bash", "sh"];
  const inside = fc.constantFrom("\\", '"', "$", "`", "!", "a", "b", "n", " ", "(", "*", "'", "é", "\n");
  let answered = 0;
  fc.assert(
    fc.property(fc.array(inside, { maxLength: 8 }), (characters) => {
      const script = `printf %s "${characters.join("")}"`;
      const [words, ...others] = parsePlainCommands(parser, script) ?? [];
      if (words === undefined || others.length > 0 || words.length !== 3) return;
      answered += 1;
      for (const shell of shells) {
        expect(execFileSync(shell, ["-c", script], { encoding: "utf8" })).toBe(words[2]);
      }
    }),
    { numRuns: 300 },
  );
  expect(answered).toBeGreaterThan(50);
});

test.each([
  ["cat <<'EOF'\nx $HOME\nEOF", ["cat"]],
  ["python3 - 'a b' <<EOF\nprint(1)\nEOF\n", ["python3", "-", "a b"]],
])("%j is one command with a document", (script, words) => {
  expect(parseHeredocCommand(parser, script)).toEqual(words);
});

test.each([
  "cat > f <<'EOF'\nx\nEOF",
  "cat <<'EOF' > f\nx\nEOF",
  "PATH=$PWD/x:$PATH cat <<EOF\nx\nEOF",
  "cat <<EOF\n$(rm -f x)\nEOF",
  "cat <<EOF\n`rm -f x`\nEOF",
  `cat <<EOF\n\${X:=y}\nEOF`,
  "cat <<EOF | sh\nx\nEOF",
  "cat <<EOF && ls\nx\nEOF",
  "cat <<EOF -n\nx\nEOF",
  "cat $X <<EOF\nx\nEOF",
  "cat <<< x",
  "(cat <<EOF\nx\nEOF\n)",
  "ls; cat <<EOF\nx\nEOF",
  "cat <<EOF\nx",
])("%j is more than a command with a document", (script) => {
  expect(parseHeredocCommand(parser, script)).toBeUndefined();
});

test("a script of as many commands as fit into an argument is read", () => {
  const script = "a;".repeat(65_500);
  expect(parsePlainCommands(parser, `${script}b`)).toHaveLength(65_501);
  expect(parsePlainCommands(parser, `${script}b\\c`)).toBeUndefined();
});
