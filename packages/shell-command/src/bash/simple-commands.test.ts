import { beforeAll, expect, test } from "@jest/globals";
import { startBashParser } from "../../test/bash-parser.ts";
import type { BashParser } from "./bash-parser.ts";
import { type ContainedCommand, listContained, listSimpleCommands } from "./simple-commands.ts";

let parser: BashParser;
beforeAll(async () => {
  parser = await startBashParser();
});

function commandTexts(script: string): readonly string[] {
  return listSimpleCommands(parser, script).contained.map(textOf);
}

function textOf(command: ContainedCommand): string {
  return command.words.map((word) => word.text).join(" ");
}

const FORBIDDEN = "rm -f x";

test.each([
  "rm -f x",
  "r\\m -f x",
  "'r'm \"-f\" x",
  "$'rm' -f x",
  "rm -\\\nf x",
  "rm {-f,x}",
  "a && rm -f x",
  "a | rm -f x |& b",
  "! rm -f x",
  "time ! rm -f x",
  "ls\n\\rm -f x",
  "rm <<< 'a\nb' -f x",
  "rm -f x &",
  "(rm -f x)",
  "{ rm -f x; }",
  "X=1 rm -f x",
  "rm -f x > /dev/null",
  "rm >/dev/null -f x",
  "rm 2>&1 -f x",
  "a | rm >b -f x",
  "a && rm >b -f x 2>&1",
  ">a >b rm -f x >c",
  "a | A=1 >b rm -f x",
  ">/dev/null rm -f x",
  "rm <<EOF -f x\nEOF",
  "rm <<< y -f x",
  "cat <<EOF\n$(rm -f x)\nEOF",
  "cat <<EOF\na `rm -f x` b\nEOF",
  "cat <<EOF | rm -f x\nEOF",
  "echo $(rm -f x)",
  'echo "`rm -f x`"',
  `echo "\${a:-$(rm -f x)}"`,
  "diff <(rm -f x) y",
  "A=$(rm -f x)",
  "export A=$(rm -f x)",
  "if ! rm -f x; then a; fi",
  "while rm -f x; do a; done",
  "for i in a; do rm -f x; done",
  "case a in a) rm -f x;; esac",
  "f() { rm -f x; }; f",
  "[ $(rm -f x) ]",
  "[[ -n $(rm -f x) ]]",
  "a[$(rm -f x)]=1",
  "sudo -u me rm -f x",
  "sudo -nu me -- A=1 rm -f x",
  "env -i A=1 -u B rm -f x",
  "env --unset=B rm -f x",
  "env -S 'rm -f' x",
  "env '-Srm -f x'",
  "env --split-string='rm -f x'",
  "command rm -f x",
  "command -p rm -f x",
  "builtin command rm -f x",
  "exec -a y rm -f x",
  "nohup rm -f x",
  "time -p rm -f x",
  "/usr/bin/time -o log rm -f x",
  "timeout -k 5 10 rm -f x",
  "timeout --sig KILL 10 rm -f x",
  "nice -n 5 rm -f x",
  "nice -5 rm -f x",
  "stdbuf -o0 rm -f x",
  "setsid rm -f x",
  "busybox rm -f x",
  "doas rm -f x",
  "coproc rm -f x",
  "xargs -n 1 rm -f x",
  "find . -name y -exec true \\; -exec rm -f x \\;",
  "find . -ok rm -f x +",
  "find . -name -exec -exec rm -f x ';'",
  "find . -exec find . -exec rm -f x ';'",
  "find . -exec sudo find . -exec env rm -f x ';'",
  "find . -exec sh -c 'find . -exec rm -f x +' ';'",
  "bash -c 'rm -f x'",
  "sudo /bin/bash -lc 'rm -f x'",
  "bash -o pipefail -ec 'rm -f x' name",
  "sh -c \"sh -c 'rm -f x'\"",
  "su me -c 'rm -f x'",
  "eval rm '-f x'",
  "trap 'rm -f x' EXIT",
  "watch -n 1 'rm -f x'",
  "env rm -f x -S y",
  "env -u S rm -f x -S y",
  "env -iS 'rm -f x'",
  "bash --rcfile y -c 'rm -f x'",
  "bash -euxo pipefail -c 'rm -f x'",
  "script -qc 'rm -f x' /dev/null",
  "flock y -c 'rm -f x'",
  "flock -w 5 y rm -f x",
  "taskset -c 0 rm -f x",
  "xargs -I {} sh -c 'rm -f x' _ {}",
  "env bash -c 'nohup rm -f x'",
])("%j contains the command", (script) => {
  expect(commandTexts(script).some((text) => text.startsWith(FORBIDDEN))).toBe(true);
});

test.each(["command -v rm", "echo rm -f x", "cat <<'EOF'\n`rm -f x`\nEOF", "# rm -f x", "echo 'a; rm -f x'"])(
  "%j does not contain the command",
  (script) => {
    expect(commandTexts(script)).not.toContain(FORBIDDEN);
  },
);

test("what surrounds a command is told", () => {
  const { contained, isComplete } = listSimpleCommands(parser, 'A=1 B="x y" (:); (A=1 sudo rm $X) > f');
  expect(isComplete).toBe(false);
  const [sudo, rm] = contained.slice(-2);
  expect(sudo).toEqual({
    words: [
      { text: "sudo", isLiteral: true },
      { text: "rm", isLiteral: true },
      { text: "$X", isLiteral: false },
    ],
    assignments: ["A=1"],
    hasRedirection: true,
    inSubshell: true,
    wrapper: undefined,
  });
  expect(rm).toMatchObject({ wrapper: "sudo", inSubshell: true, hasRedirection: true });
});

test.each(["ls &&", "if", 'bash -c "$X"', "<<EOF rm\nEOF"])("%j is not complete", (script) => {
  expect(listSimpleCommands(parser, script).isComplete).toBe(false);
});

test("nesting without end is cut off and said", () => {
  const script = "sudo ".repeat(50);
  expect(listSimpleCommands(parser, `${script} ls`).isComplete).toBe(false);
});

test("a find inside a find, many times over, takes no longer than its words", async () => {
  const words = Array.from({ length: 60 }, () => ["find", "-exec"]).flat();
  const { contained, isComplete } = await listContained([[...words, "rm", "-f", "x"]], async () => parser);
  expect(isComplete).toBe(true);
  expect(contained.map(textOf)).toContain(FORBIDDEN);
  expect(listSimpleCommands(parser, "find -exec ".repeat(11_000)).isComplete).toBe(false);
});
