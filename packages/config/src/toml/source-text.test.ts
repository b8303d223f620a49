import { expect, test } from "@jest/globals";
import { placeOfKey, placeOfPosition } from "./source-text.ts";

test("shows the line and puts carets under the value", () => {
  const source = { file: "/c.toml", text: '# one\napproval_policy = "foo" # why\n' };
  expect(placeOfKey(source, ["approval_policy"], "value")).toEqual({
    file: "/c.toml",
    line: 2,
    column: 19,
    endLine: 2,
    endColumn: 23,
    excerpt: '  |\n2 | approval_policy = "foo" # why\n  |                   ^^^^^',
  });
});

test("points at the key, the value or the table", () => {
  const source = { file: "/c.toml", text: "[history]\nmax_bytes = 5\n" };
  expect(placeOfKey(source, ["history", "max_bytes"], "key")?.column).toBe(1);
  expect(placeOfKey(source, ["history", "max_bytes"], "value")?.column).toBe(13);
  expect(placeOfKey(source, ["history"], "table")?.excerpt).toBe("  |\n1 | [history]\n  | ^^^^^^^^^");
});

test("counts characters, keeps tabs, and widens the gutter", () => {
  const source = { file: "/c.toml", text: `${"\n".repeat(9)}\ta = ["🙂", 5]\r\n` };
  const place = placeOfKey(source, ["a", 1], "value");
  expect(place).toMatchObject({ line: 10, column: 12, endColumn: 12 });
  expect(place?.excerpt).toBe('   |\n10 | \ta = ["🙂", 5]\n   | \t          ^');
});

test("underlines the first line of a value that spans several", () => {
  const source = { file: "/c.toml", text: "a = [\n 1,\n]\n" };
  const place = placeOfKey(source, ["a"], "value");
  expect(place).toMatchObject({ line: 1, column: 5, endLine: 3, endColumn: 1 });
  expect(place?.excerpt).toBe("  |\n1 | a = [\n  |     ^");
});

test("points behind the last character where something is missing", () => {
  const place = placeOfPosition({ file: "/c.toml", text: "model = [" }, 1, 10);
  expect(place.excerpt).toBe("  |\n1 | model = [\n  |          ^");
});
