import { beforeAll, expect, test } from "@jest/globals";
import { refuseToLoad, startBashParser } from "../test/bash-parser.ts";
import type { BashParser } from "./bash/bash-parser.ts";
import { canonicalArgv, literalHead, readCommandLine } from "./command-line.ts";

let parser: BashParser;
beforeAll(async () => {
  parser = await startBashParser();
});

test.each([
  [["ls", "a; b"]],
  [["bash", "-lc", "cd src && rg 'x y' | head"]],
  [["env", "A=1", "ls"]],
  [["bash", "script.sh"]],
])("%j is read without loading the grammar", async (argv) => {
  expect((await readCommandLine(argv, refuseToLoad)).isComplete).toBe(true);
});

test.each([[["bash", "-lc", "ls > x"]], [["sudo", "sh", "-c", "ls"]], [["sh", "-c", "ls; eval 'rm x'"]]])(
  "%j loads the grammar",
  async (argv) => {
    await expect(readCommandLine(argv, refuseToLoad)).rejects.toThrow("asked for");
  },
);

test("the shape says how far a line is understood", async () => {
  const shapeOf = async (...argv: string[]) => (await readCommandLine(argv, async () => parser)).shape;
  expect(await shapeOf("bash", "-lc", "ls && pwd")).toEqual({ kind: "plain", commands: [["ls"], ["pwd"]] });
  expect(await shapeOf("sh", "-c", "cat <<'X'\na\nX")).toEqual({ kind: "heredoc", command: ["cat"] });
  expect(await shapeOf("bash", "-lc", "ls > x")).toEqual({ kind: "opaque" });
  expect(await shapeOf("bash", "-l", "x")).toEqual({ kind: "plain", commands: [["bash", "-l", "x"]] });
});

test.each([
  [
    ["/bin/bash", "-lc", "git push"],
    ["git", "push"],
  ],
  [
    ["/bin/bash", "-lc", "ls; pwd"],
    ["__codex_shell_script__", "-lc", "ls; pwd"],
  ],
  [
    ["sh", "-c", "ls > x"],
    ["__codex_shell_script__", "-c", "ls > x"],
  ],
  [
    ["ls", "x"],
    ["ls", "x"],
  ],
])("%j is remembered as %j", async (argv, key) => {
  expect(canonicalArgv(await readCommandLine(argv, async () => parser))).toEqual(key);
});

test("a rule can only be compared with words that are known", async () => {
  const line = await readCommandLine(["bash", "-lc", "(git push $X -f)"], async () => parser);
  expect(line.contained.map(literalHead)).toEqual([["git", "push"]]);
});

test("a program that is only called like a shell is a command of its own", async () => {
  const load = async () => parser;
  const argv = ["./bash", "-lc", "git reset"];
  const line = await readCommandLine(argv, load);
  expect(line.shape).toEqual({ kind: "plain", commands: [argv] });
  expect(canonicalArgv(line)).toEqual(argv);
  expect(line.contained.map(literalHead)).toEqual([argv, ["git", "reset"]]);
  const own = await readCommandLine(["/nix/bash", "-lc", "ls"], load, "/nix/bash");
  expect(own.shape).toEqual({ kind: "plain", commands: [["ls"]] });
});

test.each([
  ["a && ", 5_000],
  ["a | ", 20_000],
  ["( ", 5_000],
  ["$(", 5_000],
  ["! ", 20_000],
  ["if a; then ", 3_000],
  ["eval ", 5_000],
  ["x".repeat(1_000), 200],
])("a script that repeats %j is read to the end", async (piece, times) => {
  const script = `${piece.repeat(times)}a > b`;
  const line = await readCommandLine(["bash", "-lc", script], async () => parser);
  expect(line.shape.kind).toBe("opaque");
});

test("a list as deep as it is long is still plain", async () => {
  const script = `${"a &&\n".repeat(5_000)}a`;
  const { shape } = await readCommandLine(["bash", "-lc", script], async () => parser);
  expect(shape.kind === "plain" && shape.commands).toHaveLength(5_001);
});
