/** Questions of MCP servers to the user. */
import * as z from "zod/mini";

export const McpServerElicitationRequestParams = z.object({
  threadId: z.string(),
  /** Null outside of a turn. */
  turnId: z.nullable(z.string()),
  serverName: z.string(),
  /** The only kind that servers are told they may ask. */
  mode: z.literal("form"),
  _meta: z.nullable(z.unknown()),
  message: z.string(),
  /** A JSON Schema of the answer. */
  requestedSchema: z.unknown(),
});
/** Parameters of `mcpServer/elicitation/request`. */
export type McpServerElicitationRequestParams = z.infer<typeof McpServerElicitationRequestParams>;

export const McpServerElicitationRequestResponse = z.object({
  action: z.enum(["accept", "decline", "cancel"]),
  /** What was filled in, with `accept`; none is an empty form. */
  content: z.nullish(z.record(z.string(), z.unknown())),
  _meta: z.nullish(z.unknown()),
});
/** Answer of `mcpServer/elicitation/request`. */
export type McpServerElicitationRequestResponse = z.infer<typeof McpServerElicitationRequestResponse>;
