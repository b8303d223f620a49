import { type EventOf, toThreadId } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { projectEvent } from "./project-event.ts";
import { createProjectionState } from "./projector.ts";

const state = createProjectionState(toThreadId("01900000-0000-7000-8000-000000000001"));
const invocation = { server: "demo", tool: "echo", arguments: { text: "yo" } };

function ended(result: EventOf<"mcp_tool_call_end">["result"]): unknown {
  const duration = { secs: 1, nanos: 2_500_000 };
  const msg = { type: "mcp_tool_call_end", call_id: "c", invocation, duration, result } as const;
  const [only] = projectEvent({ id: "t", msg }, state);
  return only && "item" in only.params ? only.params.item : undefined;
}

test("a call without an answer has an error, one with a bad answer a result", () => {
  expect(ended({ Ok: { content: ["yo"], structuredContent: { t: 1 } } })).toEqual({
    type: "mcpToolCall",
    id: "c",
    server: "demo",
    tool: "echo",
    arguments: { text: "yo" },
    status: "completed",
    result: { content: ["yo"], structuredContent: { t: 1 } },
    error: null,
    durationMs: 1002,
  });
  expect(ended({ Ok: { content: [], isError: true } })).toMatchObject({
    status: "failed",
    result: { content: [], structuredContent: null },
    error: null,
  });
  expect(ended({ Err: "gone" })).toMatchObject({
    status: "failed",
    result: null,
    error: { message: "gone" },
  });
});
