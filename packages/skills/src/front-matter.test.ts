import { expect, test } from "@jest/globals";
import { readFrontMatter } from "./front-matter.ts";

const read = (lines: string[]) => readFrontMatter(`---\n${lines.join("\n")}\n---\nbody\n`);
const ok = (name: string, description: string, shortDescription?: string) => ({
  kind: "read",
  frontMatter: { name, description, shortDescription },
});

test.each([
  ["plain", ["name: a", "description: b c"], ok("a", "b c")],
  ["quoted", ['name: "a"', "description: 'b: c'"], ok("a", "b: c")],
  ["a colon in a plain text", ["name: a", "description: use when: x"], ok("a", "use when: x")],
  ["blanks collapse", ["name:   a  b ", "description: c"], ok("a b", "c")],
  ["metadata", ["name: a", "description: b", "metadata:", "  short-description: c"], ok("a", "b", "c")],
  ["a folded block", ["name: a", "description: >", "  one", "  two"], ok("a", "one two")],
  ["unknown keys", ["name: a", "license: MIT", "allowed-tools: [x, y]", "description: b"], ok("a", "b")],
  ["a comment", ["name: a # the name", "description: b"], ok("a", "b")],
  ["a number", ["name: 7", "description: b"], ok("7", "b")],
  ["a colon beside a list", ["name: a", "tags: [x]", "description: use when: x"], ok("a", "use when: x")],
])("%s", async (_, lines, expected) => {
  expect(await read(lines)).toEqual(expected);
});

test("a byte-order mark and Windows line ends are accepted", async () => {
  expect(await readFrontMatter("\uFEFF---\r\nname: a\r\ndescription: b\r\n---\r\n")).toEqual(ok("a", "b"));
});

test.each([
  ["no front matter", "body", "missing YAML frontmatter delimited by ---"],
  ["no end", "---\nname: a\n", "missing YAML frontmatter delimited by ---"],
  ["no name", "---\ndescription: b\n---\n", "missing field `name`"],
  ["an empty name", '---\nname: "  "\ndescription: b\n---\n', "missing field `name`"],
  ["a null description", "---\nname: a\ndescription: ~\n---\n", "missing field `description`"],
  [
    "a long name",
    `---\nname: ${"é".repeat(65)}\ndescription: b\n---\n`,
    "`name` is longer than 64 characters",
  ],
  [
    "a long description",
    `---\nname: a\ndescription: ${"b".repeat(1025)}\n---\n`,
    "`description` is longer than 1024 characters",
  ],
  ["no mapping", "---\n- a\n---\n", "the front matter has no keys"],
])("%s is told", async (_, text, message) => {
  expect(await readFrontMatter(text)).toEqual({ kind: "invalid", message });
});

test("broken YAML is told", async () => {
  const result = await readFrontMatter('---\nname: "a\ndescription: b\n---\n');
  expect(result).toEqual({ kind: "invalid", message: expect.stringMatching(/^invalid YAML: /) });
});

test("64 characters are few enough, however many bytes they take", async () => {
  expect(await read([`name: ${"😀".repeat(64)}`, "description: b"])).toMatchObject({ kind: "read" });
});
