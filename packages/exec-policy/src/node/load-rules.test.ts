import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { loadRules } from "./load-rules.ts";

const signal = new AbortController().signal;
let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "rules-"));
});
afterEach(() => rm(root, { recursive: true }));

async function writeRules(layer: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = path.join(root, layer);
  await mkdir(path.join(folder, "rules"), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, "rules", name), text);
  return folder;
}

test("files are read by name, layer after layer; other files and missing folders do not matter", async () => {
  const user = await writeRules("user", {
    "b.rules": 'prefix_rule(["b"])',
    "a.rules": 'prefix_rule(["a"])',
    "a.rules.bak": "broken(",
    "notes.txt": "broken(",
  });
  const project = await writeRules("project", { "z.rules": 'prefix_rule(["z"])' });
  await mkdir(path.join(project, "rules", "folder.rules"));
  const { rules, problems } = await loadRules([user, path.join(root, "none"), project], signal);
  expect(rules.map((rule) => rule.pattern)).toEqual([[["a"]], [["b"]], [["z"]]]);
  expect(problems).toEqual([]);
});

test("a broken file is told and does not take the others' rules with it", async () => {
  const user = await writeRules("user", {
    "a.rules": 'prefix_rule(["a"], "forbidden")',
    "b.rules": 'x = 1\nprefix_rule(["b"]\n',
    "c.rules": 'prefix_rule(["c"])',
  });
  const { rules, problems } = await loadRules([user], signal);
  expect(rules.map((rule) => rule.pattern)).toEqual([[["a"]], [["c"]]]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ file: path.join(user, "rules", "b.rules"), line: 3 });
});

test("links are followed, and a link that leads nowhere is an error", async () => {
  const user = await writeRules("user", {});
  const target = path.join(root, "elsewhere.txt");
  await writeFile(target, 'prefix_rule(["a"], "forbidden")');
  await symlink(target, path.join(user, "rules", "a.rules"));
  expect((await loadRules([user], signal)).rules).toHaveLength(1);
  await rm(target);
  await expect(loadRules([user], signal)).rejects.toMatchObject({ code: "rules_unreadable" });
});

test("a pipe, and a link to one, is a problem and not waited for", async () => {
  const user = await writeRules("user", { "a.rules": 'prefix_rule(["a"])' });
  const at = (name: string) => path.join(user, "rules", name);
  execFileSync("mkfifo", [at("b.rules")]);
  await symlink("b.rules", at("c.rules"));
  const { rules, problems } = await loadRules([user], signal);
  expect(rules).toHaveLength(1);
  expect(problems.map(({ file }) => path.basename(file))).toEqual(["b.rules", "c.rules"]);
});

test("a file that is not UTF-8 is a problem, not a guess", async () => {
  const user = await writeRules("user", {});
  await writeFile(path.join(user, "rules", "a.rules"), Buffer.from('prefix_rule(["\xe9"])', "latin1"));
  expect((await loadRules([user], signal)).problems).toMatchObject([{ line: 1, column: 1 }]);
});

test("a folder that cannot be listed is a typed error", async () => {
  const folder = path.join(root, `${"x".repeat(300)}`);
  await expect(loadRules([folder], signal)).rejects.toMatchObject({ code: "rules_unreadable" });
});

test("an abort ends the reading", async () => {
  const user = await writeRules("user", { "a.rules": "" });
  await expect(loadRules([user], AbortSignal.abort(new Error("stop")))).rejects.toThrow("stop");
});
