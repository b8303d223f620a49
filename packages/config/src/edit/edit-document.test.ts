import { expect, test } from "@jest/globals";
import { type DocumentEdit, editDocument } from "./edit-document.ts";

/** The text after the edits; lines are joined for the eye. */
function edited(text: string, ...edits: readonly DocumentEdit[]): string {
  const result = editDocument(text, edits);
  if (!result.ok) throw new Error(result.message);
  return result.text;
}

const set = (path: DocumentEdit["path"], value: Extract<DocumentEdit, { kind: "set" }>["value"]) =>
  ({ kind: "set", path, value }) as const;
const clear = (...path: DocumentEdit["path"]) => ({ kind: "clear", path }) as const;

test("a value changes in its place; comments, quotes, indentation and order stay", () => {
  const text = "# mine\n  model   =  'old'   # why\n\n[features] # flags\nweb = true#x\n";
  expect(edited(text, set(["model"], "new"), set(["features", "web"], false))).toBe(
    '# mine\n  model   =  "new"   # why\n\n[features] # flags\nweb = false#x\n',
  );
});

test("a new key of the root goes behind the others, or before the first header and its comment", () => {
  expect(edited("a = 1 # one\n# two\n[t]\n", set(["b"], 2))).toBe("a = 1 # one\nb = 2\n# two\n[t]\n");
  expect(edited("# top\n\n# about t\n[t]\nx = 1\n", set(["b"], 2))).toBe(
    "# top\n\nb = 2\n\n# about t\n[t]\nx = 1\n",
  );
  expect(edited("# only a comment\n", set(["b"], 2))).toBe("# only a comment\nb = 2\n");
  expect(edited("", set(["b"], 2))).toBe("b = 2\n");
});

test("a new table gets a header of its own, beside its relatives", () => {
  const text = "[mcp_servers.a]\ncommand = 'x'\n# args = []\n\n[tui]\nanimations = true\n";
  const server = { command: "y", args: ["1"], env: { B: "2", "c d": "3" } };
  expect(edited(text, set(["mcp_servers", "b"], server))).toBe(
    [
      "[mcp_servers.a]",
      "command = 'x'",
      "# args = []",
      "",
      "[mcp_servers.b]",
      'command = "y"',
      'args = ["1"]',
      "",
      "[mcp_servers.b.env]",
      'B = "2"',
      '"c d" = "3"',
      "",
      "[tui]",
      "animations = true",
      "",
    ].join("\n"),
  );
  expect(edited("a = 1", set(["projects", "/x.y", "trust_level"], "trusted"))).toBe(
    'a = 1\n\n[projects."/x.y"]\ntrust_level = "trusted"',
  );
});

test("line endings, a byte-order mark and a missing final newline survive", () => {
  expect(edited("\uFEFFa = 1\r\n[t]\r\nb = 2", set(["t", "c"], 3), set(["d"], 4))).toBe(
    "\uFEFFa = 1\r\nd = 4\r\n[t]\r\nb = 2\r\nc = 3",
  );
  expect(edited("\uFEFFa = 1\r\nb = 2", clear("b"))).toBe("\uFEFFa = 1");
  expect(edited("\uFEFFa = 1\n[t]\n", clear("a"))).toBe("\uFEFF[t]\n");
});

test("dotted keys get dotted neighbours", () => {
  const text = "mcp.a.command = 'x'\n[other]\n";
  expect(
    edited(text, set(["mcp", "b"], { command: "y", env: { K: "v" } }), set(["mcp", "a", "cwd"], "/")),
  ).toBe('mcp.a.command = \'x\'\nmcp.a.cwd = "/"\nmcp.b.command = "y"\nmcp.b.env.K = "v"\n[other]\n');
});

test("tables in braces stay in braces", () => {
  const text = "f = { x = 1, 'y z' = 2 } # c\ng = {}\n";
  expect(edited(text, set(["f", "w"], { q: true }), set(["f", "x"], 5))).toBe(
    "f = { x = 5, 'y z' = 2, w = { q = true } } # c\ng = {}\n",
  );
  expect(edited(text, set(["g", "h", "i"], 1))).toBe("f = { x = 1, 'y z' = 2 } # c\ng = { h = { i = 1 } }\n");
  expect(edited(text, clear("f", "y z"))).toBe("f = { x = 1 } # c\ng = {}\n");
  expect(edited(text, clear("f", "x"))).toBe("f = { 'y z' = 2 } # c\ng = {}\n");
  expect(edited("f = { a.b = 1, a.c = 2, d = 3 }\n", clear("f", "a"))).toBe("f = { d = 3 }\n");
  expect(edited("f = { a.b = 1 }\n", set(["f", "a", "e"], 2))).toBe("f = { a = { b = 1, e = 2 } }\n");
});

test("a removed table takes its own lines along and leaves the others' comments", () => {
  const text = "# one\n[a]\nx = 1\n# inside\ny = 2\n\n# two\n[a.sub]\nz = 3\n\n# three\n[b]\n";
  expect(edited(text, clear("a"))).toBe("# one\n\n# two\n\n# three\n[b]\n");
  expect(edited("[a]\nx = 1\n\n[b]\ny = 2\n", clear("a"))).toBe("[b]\ny = 2\n");
  expect(edited("[b]\ny = 2\n\n[a]\nx = 1\n", clear("a"))).toBe("[b]\ny = 2\n");
  expect(edited("a = 1\n", clear("b"), clear("a", "x"))).toBe("a = 1\n");
});

test("a value in the way of a table gives way, and a table in the way of a value", () => {
  expect(edited("a = 1\nb = 2\n", set(["a", "x"], 1))).toBe("b = 2\n\n[a]\nx = 1\n");
  expect(edited("b = 2\n[a]\nx = 1\n", set(["a"], 3))).toBe("b = 2\na = 3\n");
});

test("elements of a list of tables are added, changed and removed", () => {
  const text = "[[s.config]]\npath = 'a' # A\n\n[[s.config]]\npath = 'b'\n\n[z]\n";
  expect(edited(text, { kind: "append", path: ["s", "config"], value: { path: "c", on: false } })).toBe(
    "[[s.config]]\npath = 'a' # A\n\n[[s.config]]\npath = 'b'\n\n[[s.config]]\npath = \"c\"\non = false\n\n[z]\n",
  );
  expect(edited(text, clear("s", "config", 0), set(["s", "config", 0, "on"], true))).toBe(
    "[[s.config]]\npath = 'b'\non = true\n\n[z]\n",
  );
  expect(edited("s.config = [{ p = 1 }]\n", { kind: "append", path: ["s", "config"], value: { p: 2 } })).toBe(
    "s.config = [{ p = 1 }, { p = 2 }]\n",
  );
});

test("values are written so that they read back the same", () => {
  const value = {
    text: 'q"\\\n\t\u007f\u0001é',
    big: 9007199254740993n,
    float: 1.5,
    tiny: 1e-7,
    infinite: Number.NEGATIVE_INFINITY,
    list: [1, "a", { k: true }],
    "": "empty key",
    "a.b": 1,
  };
  expect(editDocument("", [set(["t"], value)])).toMatchObject({ ok: true, table: { t: value } });
});

test("an edit that cannot be expressed is refused", () => {
  expect(editDocument("a = 1\n", [set(["b"], "\uD800")])).toEqual({
    ok: false,
    message: expect.stringContaining("`b` cannot be changed"),
  });
});
