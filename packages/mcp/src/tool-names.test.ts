import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import { qualifiedToolName } from "./tool-names.ts";

test("characters that may not stand in a name become underscores", () => {
  expect(qualifiedToolName("docs", "find.page/now-1_é")).toBe("mcp__docs__find_page_now-1__");
});

test("64 characters stay, one more is cut and told by a digest of the unchanged name", () => {
  const fits = "a".repeat(64 - "mcp__s__".length);
  expect(qualifiedToolName("s", fits)).toBe(`mcp__s__${fits}`);
  const long = `${fits}.`;
  const digest = createHash("sha1").update(`mcp__s__${long}`).digest("hex");
  expect(qualifiedToolName("s", long)).toBe(`mcp__s__${"a".repeat(16)}${digest}`);
});
