import { beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readScript, startBashParser } from "../../test/bash-parser.ts";
import type { BashParser } from "../bash/bash-parser.ts";
import { readCommandLine } from "../command-line.ts";
import { isDangerous } from "./dangerous.ts";
import { isKnownSafe } from "./known-safe.ts";

const CONTEXT = { platform: "linux", userShell: "/bin/bash" };
let parser: BashParser;
beforeAll(async () => {
  parser = await startBashParser();
});

test.each([
  "rm -f x",
  "rm -rf x",
  "rm -fr x",
  "rm -r -f x",
  "rm x -f",
  "rm --force x",
  "rm --fo x",
  "/bin/rm -rf x",
  "../../bin/rm -rf x",
  "$BIN/rm -rf x",
  "rm -rf $X",
  "(rm -f x)",
  "rm -f x > /dev/null",
  "rm >/dev/null -f x",
  "X=1 rm -f x",
  "sudo -u me rm -f x",
  "ls | xargs rm -f",
  "find . -name x -exec rm -f {} +",
  "bash -c 'rm -f x'",
  "git reset --hard",
  "git -C x reset",
  "git --git-dir=x reset",
  "/usr/bin/git reset",
  "git rm x",
  "git branch -D x",
  "git branch -rd x",
  "git branch --del x",
  "git push --force",
  "git push --forc",
  "git push --force-with-lease=x",
  "git push -uf origin x",
  "git push --mirror",
  "git push --prune origin",
  "git push --delete origin x",
  "git push origin +x",
  "git push origin :x",
  "git clean -f",
  "git clean -xdf",
  "git clean --force",
  "git -c alias.x='reset --hard' x",
  "git -c 'alias.x=!rm -f y' x",
  "git -calias.x=reset x",
])("%j is dangerous", async (script) => {
  expect(isDangerous(await readScript(parser, script))).toBe(true);
});

test.each([
  "rm x",
  "rm -r x",
  "rm -- -f",
  "echo rm -f x",
  "git push origin x",
  "git push --follow-tags -u origin x",
  "git push -o f origin",
  "git branch -u dd/x",
  "git branch new",
  "git clean -n",
  "git clean -e f -n",
  "git status",
  "rmdir x",
  "cat <<'EOF'\nrm -f x\nEOF",
])("%j is not", async (script) => {
  expect(isDangerous(await readScript(parser, script))).toBe(false);
});

const dangerous = fc.constantFrom(
  ["rm", "-f", "x"],
  ["rm", "-r", "--force", "x"],
  ["git", "reset", "--hard"],
  ["git", "push", "--force"],
  ["git", "clean", "-fd"],
);

/** Ways to write one word that all mean the same to bash. */
const spelling = fc.constantFrom<(word: string) => string>(
  (word) => word,
  (word) => `'${word}'`,
  (word) => `"${word}"`,
  (word) => `\\${word}`,
  (word) => `${word.slice(0, 1)}''${word.slice(1)}`,
  (word) => `${word.slice(0, 1)}\\\n${word.slice(1)}`,
  (word) => `${word.slice(0, 1)}"${word.slice(1)}"`,
  (word) => `$'\\x${(word.codePointAt(0) ?? 0).toString(16)}'${word.slice(1)}`,
);

const prefix = fc.constantFrom(
  ...["", "", "sudo ", "sudo -n -u me ", "env A=1 ", "env -u B ", "command ", "nohup ", "time ", "time -p "],
  ...[
    "exec ",
    "A=1 ",
    "A=$(x) B= ",
    "nice -n 5 ",
    "timeout 5 ",
    "! ",
    ">y ",
    "2>&1 ",
    "/usr/bin/env ",
    "coproc ",
  ],
);

const wrapping = fc.constantFrom<(script: string) => string>(
  (script) => script,
  (script) => `( ${script} )`,
  (script) => `{ ${script}; }`,
  (script) => `${script} > /dev/null 2>&1`,
  (script) => `${script} &`,
  (script) => `true && ${script} || false`,
  (script) => `ls | ${script}`,
  (script) => `ls\n${script} # done\n`,
  (script) => `echo "$( ${script} )"`,
  (script) => `if ${script}; then :; fi`,
  (script) => `cat <( ${script} )`,
  (script) => `${script} <<< x`,
  (script) => `f() { ${script}; }; f`,
  (script) => `bash -c '${script.replaceAll("'", `'\\''`)}'`,
);

const disguise = fc
  .tuple(dangerous, fc.array(spelling, { minLength: 4, maxLength: 4 }), fc.array(prefix, { maxLength: 2 }))
  .map(([words, spellings, prefixes]) => {
    const spelled = words.map((word, at) => spellings[at]?.(word) ?? word);
    return `${[...prefixes].sort(assignmentsFirst).join("")}${spelled.join(" ")}`;
  });

/** Redirections, assignments and `!` may only stand before programs, not among their arguments. */
function assignmentsFirst(left: string, right: string): number {
  return Number(/^[a-z/]/.test(left)) - Number(/^[a-z/]/.test(right));
}

test("no disguise makes a dangerous command safe or harmless", async () => {
  await fc.assert(
    fc.asyncProperty(disguise, fc.array(wrapping, { maxLength: 2 }), async (command, wrappings) => {
      const script = wrappings.reduce((inner, wrap) => wrap(inner), command);
      const line = await readScript(parser, script);
      expect({ script, isDangerous: isDangerous(line) }).toEqual({ script, isDangerous: true });
      expect(isKnownSafe(line, CONTEXT)).toBe(false);
    }),
    { numRuns: 1500 },
  );
});

test("an argv without a shell is judged by the same list", async () => {
  const load = async () => parser;
  expect(isDangerous(await readCommandLine(["sudo", "sh", "-c", "cd x && rm -f y"], load))).toBe(true);
  expect(isDangerous(await readCommandLine(["echo", "rm -f x"], load))).toBe(false);
});
