import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { inTempDir } from "../test/temp-repo.ts";
import { type GitConfigEntry, parseGitConfig } from "./config-file.ts";

/** What git reads from the same text, in its own order and spelling. */
async function readWithGit(text: string): Promise<string[]> {
  return await inTempDir(async (dir) => {
    const file = path.join(dir, "config");
    await writeFile(file, text);
    const output = execFileSync("git", ["config", "--null", "--list", "--file", file], { encoding: "utf8" });
    return output.split("\0").slice(0, -1);
  });
}

function spell({ section, subsection, key, value }: GitConfigEntry): string {
  return `${section}${subsection === undefined ? "" : `.${subsection}`}.${key}\n${value}`;
}

test.each([
  '[core]\n\tbare = false\n[remote "origin"]\n\turl = git@x:y.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n',
  '[Remote "Or\\"i\\\\gin"] URL=a ; comment\n# comment\n; comment\n  [b] K-1 = 1\n',
  '[a]\nk = "  quoted # ; "  tail  # comment\nl = a\\tb\\nc\\\\\\"d\n',
  "[a]\r\nk = crlf\r\nempty =\r\n",
  "[a]\nk = one \\\n  two\nl = x\\\\\n",
  "[a.B.c]\nk = v\n",
  '\ufeff[a "b c"]\nk = \u00fc\n',
])("reads %j as git does", async (text) => {
  expect(parseGitConfig(text)?.map(spell)).toEqual(await readWithGit(text));
});

test("a key alone means true", () => {
  expect(parseGitConfig("[a]\nk\nl # c\n")?.map((entry) => entry.value)).toEqual(["true", "true"]);
});

test.each(["[broken", "k = v", "[a]\n1k = v", '[a]\nk = "open', "[a]\nk = \\q", "[a]\nk v"])(
  "refuses %j",
  (text) => {
    expect(parseGitConfig(text)).toBeUndefined();
  },
);
