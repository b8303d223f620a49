/** Events about MCP servers: start, calls, questions. */
import * as z from "zod/mini";
import { Duration } from "../command.ts";
import { McpCallOutcome, McpInvocation, McpStartupFailure, McpStartupStatus } from "../mcp.ts";
import { RequestId } from "../request-id.ts";

export const ElicitationRequest = z.object({
  type: z.literal("elicitation_request"),
  server_name: z.string(),
  id: RequestId,
  message: z.string(),
  /** A JSON Schema of the answer. */
  requested_schema: z.exactOptional(z.unknown()),
});
/** A question of a server to the user. */
export type ElicitationRequest = z.infer<typeof ElicitationRequest>;

export const mcpEvents = [
  z.object({ type: z.literal("mcp_startup_update"), server: z.string(), status: McpStartupStatus }),
  z.object({
    type: z.literal("mcp_startup_complete"),
    ready: z.array(z.string()),
    failed: z.array(McpStartupFailure),
    cancelled: z.array(z.string()),
  }),
  z.object({ type: z.literal("mcp_tool_call_begin"), call_id: z.string(), invocation: McpInvocation }),
  z.object({
    type: z.literal("mcp_tool_call_end"),
    call_id: z.string(),
    invocation: McpInvocation,
    duration: Duration,
    result: McpCallOutcome,
  }),
  ElicitationRequest,
] as const;
