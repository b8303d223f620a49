import { beforeAll, expect, test } from "@jest/globals";
import { readScript, startBashParser } from "../../test/bash-parser.ts";
import type { BashParser } from "../bash/bash-parser.ts";
import { readCommandLine } from "../command-line.ts";
import { isKnownSafe } from "./known-safe.ts";

const CONTEXT = { platform: "linux", userShell: "/nix/store/bash" };
let parser: BashParser;
beforeAll(async () => {
  parser = await startBashParser();
});

async function isSafe(argv: readonly string[], platform = "linux"): Promise<boolean> {
  const line = await readCommandLine(argv, async () => parser, CONTEXT.userShell);
  return isKnownSafe(line, { ...CONTEXT, platform });
}

test.each([
  "ls -la src",
  "cd src && cat 'a b' | head -n 5; wc -l x || true",
  "git status",
  "git log --oneline --text -n 5",
  "git -C sub --no-pager diff HEAD~1",
  "git branch -a -vv --format=x",
  "rg -n foo src -g ts",
  "rg -e zoo src",
  "rg -tz foo",
  "find . -name x -type f",
  "sed -n 1,20p a.txt",
  "sed -n 3p",
  "base64 -d x",
  "base64 -w0 x",
  "uniq -c in",
  "uniq -f 1 -c in",
  "uniq",
  "tac x",
  "grep -f pattern x",
])("%j only reads", async (script) => {
  expect(isKnownSafe(await readScript(parser, script), CONTEXT)).toBe(true);
});

test.each([
  // Not resolved, redirected, assigned, or named by a path: each ran unasked in 0.99.0.
  "find ./x -del\\ete",
  "find . -d{elete,epth}",
  "cat > f <<'EOF'\nx\nEOF",
  "PATH=$PWD/x:$PATH cat <<EOF\nx\nEOF",
  "cat <<EOF\nx\nEOF",
  "./ls",
  "/bin/ls",
  "x\\ls",
  // Options as the programs themselves read them.
  "uniq in out",
  "uniq -c in out",
  "uniq -- in -out",
  "uniq -f 1 in out",
  "git log --output=f",
  "git log --outpu=f",
  "git log --ou f",
  "git diff --ext-diff",
  "git diff --ext-d",
  "git show --textc",
  "git log --exec=x",
  "git -p log",
  "git --paginate log",
  "git --git-dir=/tmp/x status",
  "git --git-dir /tmp/x status",
  "git --exec-path=/tmp/x status",
  "git --work-tree x status",
  "git -c core.pager=x log",
  "git -ccore.pager=x log",
  "git --config-env=core.pager=X log",
  "git --config-env core.pager=X log",
  "git --namespace x log",
  "git --bare log",
  "git log --help",
  "git branch new",
  "git branch --sho",
  "git branch -D x",
  "git branch --edit-description",
  "git commit",
  "git",
  "rg -nz x",
  "rg -z x",
  "rg --search-zip x",
  "rg --pre cat x",
  "rg --pre=cat x",
  "rg --hostname-bin x",
  "rg -e -- -z x",
  "find . -delete",
  "find . -name x -fprintf f y",
  "find . -okdir rm x +",
  "base64 -do f x",
  "base64 --output=f x",
  "base64 --out f x",
  "sed -n 1,20p -i",
  "sed -n 1p -fx",
  "sed -n 1e x",
  "sed -ni 1p x",
  "sed s/a/b/ x",
  "sed -n 1p a b",
  "bash -c ls",
  "rm x",
  "echo hi > x",
  "ls; rm x",
  "(ls)",
  "ls &",
  "X=1 ls",
  "ls $(rm x)",
  "ls *",
  "nohup ls",
  "",
])("%j is not known to be safe", async (script) => {
  expect(isKnownSafe(await readScript(parser, script), CONTEXT)).toBe(false);
});

test("an argv without a shell is judged word by word", async () => {
  expect(await isSafe(["ls", "a; rm *"])).toBe(true);
  expect(await isSafe(["find", ".", "-delete"])).toBe(false);
  expect(await isSafe([])).toBe(false);
});

test.each([
  [["bash", "-lc", "ls"], true],
  [["/bin/zsh", "-c", "ls"], true],
  [["/nix/store/bash", "-lc", "ls"], true],
  [["./bash", "-lc", "ls"], false],
  [["/tmp/bash", "-lc", "ls"], false],
  [["bash", "-lic", "ls"], false],
  [["bash", "-lc", "ls", "x"], false],
])("%j: only a shell of the system may read the script: %s", async (argv, isAllowed) => {
  expect(await isSafe(argv)).toBe(isAllowed);
});

test("GNU programs are known on Linux only", async () => {
  expect(await isSafe(["tac", "x"], "darwin")).toBe(false);
  expect(await isSafe(["ls"], "darwin")).toBe(true);
});
