import { expect, test } from "@jest/globals";
import type { KeyPath } from "./key-path.ts";
import { parseToml } from "./parse-toml.ts";
import { isRawTable, type RawValue } from "./raw-value.ts";
import { scanKeys } from "./scan-keys.ts";

/** What the spans of a path cover in the text. */
function covered(text: string, path: KeyPath) {
  const spans = scanKeys(text).nearest(path);
  const cut = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);
  return spans && { key: cut(spans.key), value: cut(spans.value), header: cut(spans.header) };
}

test("finds plain pairs, with comments and blank lines between them", () => {
  const text = "# first = 1\n\nfirst = 2 # second = 3\n  second =  'x # y'  \n";
  expect(covered(text, ["first"])).toEqual({ key: "first", value: "2", header: undefined });
  expect(covered(text, ["second"])).toEqual({ key: "second", value: "'x # y'", header: undefined });
});

test("finds tables by their headers, spaces and comments included", () => {
  const text = "[a . b] # note\nc = true\n[d]\ne = 1979-05-27 07:32:00\n";
  expect(covered(text, ["a", "b"])).toEqual({ key: "b", value: undefined, header: "[a . b]" });
  expect(covered(text, ["a", "b", "c"])?.value).toBe("true");
  expect(covered(text, ["a"])).toEqual({ key: "a", value: undefined, header: undefined });
  expect(covered(text, ["d", "e"])?.value).toBe("1979-05-27 07:32:00");
});

test("finds dotted and quoted keys", () => {
  const text = `a.b."c.d".'e' = 1\n[projects."/x = \\"y\\".z"]\ntrust_level = "no"\n"" = 4\n`;
  expect(covered(text, ["a", "b", "c.d", "e"])).toEqual({ key: "'e'", value: "1", header: undefined });
  expect(covered(text, ["a", "b"])?.key).toBe("b");
  expect(covered(text, ["projects", '/x = "y".z', "trust_level"])?.value).toBe('"no"');
  expect(covered(text, ["projects", '/x = "y".z', ""])?.value).toBe("4");
});

test("finds what is inside inline tables and lists, over several lines", () => {
  const text =
    'p = { q = { r = [1, { s = "}" }] }, t = 2 }\nu = [ # note ]\n  "a,b",\n  [3, 4], # five\n]\nv = 1\n';
  expect(covered(text, ["p", "q", "r", 1, "s"])?.value).toBe('"}"');
  expect(covered(text, ["p", "t"])).toEqual({ key: "t", value: "2", header: undefined });
  expect(covered(text, ["u", 0])?.value).toBe('"a,b"');
  expect(covered(text, ["u", 1, 1])?.value).toBe("4");
  expect(covered(text, ["v"])?.value).toBe("1");
});

test("finds elements of lists of tables and of tables below them", () => {
  const text =
    "[[s.config]]\npath = 'a'\n[s.config.sub]\nx = 1\n[[s.config]]\npath = 'b'\nd.e = 2\n[[s.config.deep]]\ny = 3\n";
  expect(covered(text, ["s", "config", 0, "path"])?.value).toBe("'a'");
  expect(covered(text, ["s", "config", 0, "sub", "x"])?.value).toBe("1");
  expect(covered(text, ["s", "config", 1, "path"])?.value).toBe("'b'");
  expect(covered(text, ["s", "config", 1, "d", "e"])?.value).toBe("2");
  expect(covered(text, ["s", "config", 1, "deep", 0, "y"])?.value).toBe("3");
  expect(covered(text, ["s", "config", 1])?.header).toBe("[[s.config]]");
});

test("passes over multi-line strings whatever they hold", () => {
  const text = `a = """\n[x]\nb = 1 \\""" still\n"""\nc = '''\nd = "2\n'''\ne = """quote"""""\nf = 1\n`;
  expect(covered(text, ["x"])).toBeUndefined();
  expect(covered(text, ["b"])).toBeUndefined();
  expect(covered(text, ["d"])).toBeUndefined();
  expect(covered(text, ["e"])?.value).toBe('"""quote"""""');
  expect(covered(text, ["f"])?.value).toBe("1");
});

test("handles CRLF and a byte-order mark", () => {
  const text = "\uFEFFa = 1\r\n[b]\r\nc = 'x'\r\n";
  expect(covered(text, ["a"])?.value).toBe("1");
  expect(covered(text, ["b", "c"])?.value).toBe("'x'");
});

test("falls back to the nearest ancestor", () => {
  const text = "[a]\nb = 1\n";
  expect(covered(text, ["a", "missing", "deeper"])?.header).toBe("[a]");
  expect(covered(text, ["z"])).toBeUndefined();
});

test("agrees with the parser about every value of a document", () => {
  const text = `
title = "x # [y]" # z
"quoted.key" = 'a'
dotted."k.1".two = [1, [2, { three = 3.5, "f o" = [ true ] }], """
[not.a.table]
""",]
[table.'sub.one'] # comment with = and [
empty = ""
date = 1979-05-27T07:32:00Z
inline = { a.b = 1, a.c = { d = "}" }, e = [] }
[[list]]
name = "first"
[list.inner]
x = 0x1F
[[list]]
[[list.more]]
y = inf
[table]
z = '''
[[list]]
'''
`;
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(parsed.message);
  const index = scanKeys(text);
  let leaves = 0;
  const visit = (value: RawValue, path: KeyPath): void => {
    if (isRawTable(value)) {
      for (const [key, member] of Object.entries(value)) visit(member, [...path, key]);
      return;
    }
    const span = index.nearest(path)?.value;
    if (span) {
      const again = parseToml(`x = ${text.slice(span.start, span.end)}`);
      expect(again).toEqual({ ok: true, table: { x: value } });
      leaves += 1;
    }
    if (Array.isArray(value)) for (const [at, element] of value.entries()) visit(element, [...path, at]);
  };
  visit(parsed.table, []);
  expect(leaves).toBe(19);
});

test("ends on faulty documents", () => {
  for (const text of ["a = [", "= 1", "[", "a = {b", 'a = "', "]", "[[", "a = [}", "a b c"]) scanKeys(text);
});
