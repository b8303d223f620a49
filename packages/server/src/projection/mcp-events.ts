/** MCP servers and their tools. */
import type { EventOf, McpInvocation } from "@codex-ts/protocol";
import type { ThreadItemOf } from "@codex-ts/protocol/app-server";
import { itemNotification, type Projectors } from "./projector.ts";

type McpEventType =
  | "mcp_startup_update"
  | "mcp_startup_complete"
  | "mcp_tool_call_begin"
  | "mcp_tool_call_end"
  | "elicitation_request";

type McpToolCallItem = ThreadItemOf<"mcpToolCall">;

export const mcpProjectors: Projectors<McpEventType> = {
  // Only a failure is news: without it a missing tool would be a riddle.
  mcp_startup_update: ({ status }) =>
    status.state === "failed"
      ? [{ method: "configWarning", params: { summary: status.error, details: null } }]
      : [],
  mcp_startup_complete: () => [],
  mcp_tool_call_begin: (msg, turnId, state) => [
    itemNotification("item/started", toItem(msg.call_id, msg.invocation), turnId, state),
  ],
  mcp_tool_call_end: (msg, turnId, state) => [
    itemNotification("item/completed", toEndedItem(msg), turnId, state),
  ],
  /** Answered through a server request, not a notification. */
  elicitation_request: () => [],
};

function toItem(id: string, { server, tool, arguments: args }: McpInvocation): McpToolCallItem {
  return {
    type: "mcpToolCall",
    id,
    server,
    tool,
    status: "inProgress",
    arguments: args ?? null,
    result: null,
    error: null,
    durationMs: null,
  };
}

/** An answer with `isError` is a failed call with a result; a call that got no answer has an error instead. */
function toEndedItem(msg: EventOf<"mcp_tool_call_end">): McpToolCallItem {
  const item: McpToolCallItem = {
    ...toItem(msg.call_id, msg.invocation),
    durationMs: msg.duration.secs * 1000 + Math.floor(msg.duration.nanos / 1_000_000),
  };
  if ("Err" in msg.result) return { ...item, status: "failed", error: { message: msg.result.Err } };
  const { content, structuredContent, isError } = msg.result.Ok;
  const result = { content, structuredContent: structuredContent ?? null };
  return { ...item, status: isError === true ? "failed" : "completed", result };
}
