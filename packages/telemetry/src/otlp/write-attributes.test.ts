import { expect, test } from "@jest/globals";
import { writeEventAttributes, writeTags } from "./write-attributes.ts";

test("attributes take the forms of the table, and missing ones are left out", () => {
  const values = {
    "event.kind": "response.completed",
    duration_ms: undefined,
    input_token_count: 120,
    cached_token_count: 20,
    unknown: "x",
  };
  expect(writeEventAttributes("codex.sse_event", values, false)).toEqual({
    "event.kind": "response.completed",
    input_token_count: "120",
    cached_token_count: 20,
  });
});

test("tags hold what a metric's tags may hold, and are never empty", () => {
  expect(
    writeTags({ skill: "my skill", tool: "mcp__a/b", status: 200, success: true, kind: "", mode: undefined }),
  ).toEqual({ skill: "my_skill", tool: "mcp__a/b", status: "200", success: "true", kind: "unspecified" });
});
