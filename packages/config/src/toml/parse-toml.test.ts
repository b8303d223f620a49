import { expect, test } from "@jest/globals";
import { parseToml } from "./parse-toml.ts";

test("parses documents, with integers of any size", () => {
  expect(parseToml("a = 1\nb = 9223372036854775807\n")).toEqual({
    ok: true,
    table: { a: 1, b: 9223372036854775807n },
  });
});

test("says what is wrong and where, counting characters", () => {
  expect(parseToml("a = 1\n[b\nc = 2\n")).toMatchObject({ ok: false, line: 2, column: 3 });
  expect(parseToml('a = "🙂" b\n')).toMatchObject({ ok: false, line: 1, column: 9 });
});

test("points behind the last character where the end is the fault", () => {
  expect(parseToml("x = [\n\n")).toEqual({
    ok: false,
    message: "invalid value (the file ends here)",
    line: 1,
    column: 6,
  });
});
