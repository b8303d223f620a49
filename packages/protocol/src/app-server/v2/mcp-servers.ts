/** MCP servers: state, login, reload. */
import * as z from "zod/mini";
import { Resource, ResourceTemplate, Tool } from "../../mcp.ts";
import { Int64, Uint32 } from "../../numbers.ts";

const page = { cursor: z.nullish(z.string()), limit: z.nullish(Uint32) };

export const McpAuthStatus = z.enum(["unsupported", "notLoggedIn", "bearerToken", "oAuth"]);
/** Whether a server wants a login, and has one. */
export type McpAuthStatus = z.infer<typeof McpAuthStatus>;

export const McpServerStatus = z.object({
  name: z.string(),
  authStatus: McpAuthStatus,
  resourceTemplates: z.array(ResourceTemplate),
  resources: z.array(Resource),
  /** By bare tool name. */
  tools: z.record(z.string(), Tool),
});
/** One configured server and what it offers. */
export type McpServerStatus = z.infer<typeof McpServerStatus>;

export const ListMcpServerStatusParams = z.object({ ...page });
/** Parameters of `mcpServerStatus/list`. */
export type ListMcpServerStatusParams = z.infer<typeof ListMcpServerStatusParams>;

export const ListMcpServerStatusResponse = z.object({
  data: z.array(McpServerStatus),
  nextCursor: z.nullable(z.string()),
});
/** Answer of `mcpServerStatus/list`: sorted by name, disabled servers included. */
export type ListMcpServerStatusResponse = z.infer<typeof ListMcpServerStatusResponse>;

export const McpServerOauthLoginParams = z.object({
  name: z.string(),
  scopes: z.nullish(z.array(z.string())),
  timeoutSecs: z.nullish(Int64),
});
/** Parameters of `mcpServer/oauth/login`. */
export type McpServerOauthLoginParams = z.infer<typeof McpServerOauthLoginParams>;

export const McpServerOauthLoginResponse = z.object({ authorizationUrl: z.string() });
/** Answer of `mcpServer/oauth/login`: the address for the user's browser. */
export type McpServerOauthLoginResponse = z.infer<typeof McpServerOauthLoginResponse>;

export const McpServerOauthLoginCompletedNotification = z.object({
  name: z.string(),
  success: z.boolean(),
  error: z.nullish(z.string()),
});
/** Params of `mcpServer/oauthLogin/completed`: a login ended. */
export type McpServerOauthLoginCompletedNotification = z.infer<
  typeof McpServerOauthLoginCompletedNotification
>;

export const McpServerRefreshResponse = z.object({});
/** Answer of `config/mcpServer/reload`: success, and nothing to say about it. */
export type McpServerRefreshResponse = z.infer<typeof McpServerRefreshResponse>;
