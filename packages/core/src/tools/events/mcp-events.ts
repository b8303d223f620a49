/** Announces a call that counts as one of an MCP server. */
import type { CallId, McpCallOutcome } from "@codex-ts/protocol";
import type { ToolPorts } from "../tool-ports.ts";
import { toDuration } from "./exec-events.ts";

/** What is called, and on whose behalf. */
export interface AnnouncedMcpCall {
  readonly callId: CallId;
  /** `codex` when the call is not for a single server (0.99.0). */
  readonly server: string;
  readonly tool: string;
  /** JSON text as the model wrote it; empty for none. */
  readonly argumentsJson: string;
}

/** Announces the begin, makes the call, announces the end, and gives the outcome. `make` never rejects. */
export async function announcedMcpCall(
  { events, commands }: ToolPorts,
  call: AnnouncedMcpCall,
  make: () => Promise<McpCallOutcome>,
): Promise<McpCallOutcome> {
  const { callId, server, tool, argumentsJson } = call;
  const invocation = {
    server,
    tool,
    ...(argumentsJson.trim() === "" ? {} : { arguments: JSON.parse(argumentsJson) }),
  };
  const startedAt = commands.clock.now();
  events.emit({ type: "mcp_tool_call_begin", call_id: callId, invocation });
  const result = await make();
  const duration = toDuration(commands.clock.now() - startedAt);
  events.emit({ type: "mcp_tool_call_end", call_id: callId, invocation, duration, result });
  return result;
}
