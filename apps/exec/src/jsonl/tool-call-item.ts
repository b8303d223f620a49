/** Calls of MCP servers and of sub-agents in the shape of `--json`. */
import type { ExecThreadItem } from "@codex-ts/protocol";
import type { ThreadItemOf } from "@codex-ts/protocol/app-server";

type McpItem = ThreadItemOf<"mcpToolCall">;
type CollabItem = ThreadItemOf<"collabAgentToolCall">;

const CALL_STATUS = { inProgress: "in_progress", completed: "completed", failed: "failed" } as const;

const AGENT_STATUS = {
  pendingInit: "pending_init",
  running: "running",
  completed: "completed",
  errored: "errored",
  shutdown: "shutdown",
  notFound: "not_found",
} as const;

/** The stream's names of the sub-agent tools; it has none for resuming. */
const COLLAB_TOOLS = {
  spawnAgent: "spawn_agent",
  sendInput: "send_input",
  wait: "wait",
  closeAgent: "close_agent",
} as const satisfies { readonly [Tool in Exclude<CollabItem["tool"], "resumeAgent">]: string };

/** A call of a sub-agent tool that the stream has a name for. */
export type ReportedCollabItem = CollabItem & { readonly tool: keyof typeof COLLAB_TOOLS };

/** A call of an MCP server's tool. */
export function toMcpToolCall(item: McpItem, id: string): ExecThreadItem {
  return {
    id,
    type: "mcp_tool_call",
    server: item.server,
    tool: item.tool,
    arguments: item.arguments,
    result: item.result && {
      content: item.result.content,
      structured_content: item.result.structuredContent ?? null,
    },
    error: item.error && { message: item.error.message },
    status: CALL_STATUS[item.status],
  };
}

/** A call of a sub-agent tool. */
export function toCollabToolCall(item: ReportedCollabItem, id: string): ExecThreadItem {
  const states = Object.entries(item.agentsStates).map(
    ([thread, { status, message }]) => [thread, { status: AGENT_STATUS[status], message }] as const,
  );
  return {
    id,
    type: "collab_tool_call",
    tool: COLLAB_TOOLS[item.tool],
    sender_thread_id: item.senderThreadId,
    receiver_thread_ids: item.receiverThreadIds,
    prompt: item.prompt,
    agents_states: Object.fromEntries(states),
    status: CALL_STATUS[item.status],
  };
}
