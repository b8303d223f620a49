import { expect, test } from "@jest/globals";
import { formatKeyPath, parseKeyPath } from "./key-path.ts";

test("splits dotted keys and keeps dots inside quotes", () => {
  expect(parseKeyPath("model")).toEqual(["model"]);
  expect(parseKeyPath("a.b . c")).toEqual(["a", "b", "c"]);
  expect(parseKeyPath('projects."/x.y".trust_level')).toEqual(["projects", "/x.y", "trust_level"]);
  expect(parseKeyPath("notice.'hide_gpt-5.1'")).toEqual(["notice", "hide_gpt-5.1"]);
  expect(parseKeyPath(String.raw`a."b\"c"`)).toEqual(["a", 'b"c']);
  expect(parseKeyPath("model_providers.ä/b.name")).toEqual(["model_providers", "ä/b", "name"]);
});

test("refuses empty segments and open quotes", () => {
  for (const text of ["", "a..b", ".a", "a.", 'a."b', "a.'b'c", 'a.""', " . "]) {
    expect([text, parseKeyPath(text)]).toEqual([text, undefined]);
  }
});

test("writes paths as TOML does", () => {
  expect(formatKeyPath(["a", "b c", 2, "d"])).toBe('a."b c".2.d');
});
