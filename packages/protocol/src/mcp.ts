/** What MCP servers offer and answer. Their members that we do not know stay in place. */
import * as z from "zod/mini";
import { Int64 } from "./numbers.ts";

export const Tool = z.looseObject({
  name: z.string(),
  title: z.nullish(z.string()),
  description: z.nullish(z.string()),
  /** A JSON Schema. */
  inputSchema: z.unknown(),
  outputSchema: z.optional(z.unknown()),
  annotations: z.optional(z.unknown()),
  icons: z.nullish(z.array(z.unknown())),
  _meta: z.optional(z.unknown()),
});
/** A tool of a server. */
export type Tool = z.infer<typeof Tool>;

export const Resource = z.looseObject({
  name: z.string(),
  uri: z.string(),
  title: z.nullish(z.string()),
  description: z.nullish(z.string()),
  mimeType: z.nullish(z.string()),
  /** Bytes. */
  size: z.nullish(Int64),
  annotations: z.optional(z.unknown()),
  icons: z.nullish(z.array(z.unknown())),
  _meta: z.optional(z.unknown()),
});
/** Something that a server lets read. */
export type Resource = z.infer<typeof Resource>;

export const ResourceTemplate = z.looseObject({
  name: z.string(),
  /** RFC 6570. */
  uriTemplate: z.string(),
  title: z.nullish(z.string()),
  description: z.nullish(z.string()),
  mimeType: z.nullish(z.string()),
  annotations: z.optional(z.unknown()),
});
/** A family of resources. */
export type ResourceTemplate = z.infer<typeof ResourceTemplate>;

export const CallToolResult = z.looseObject({
  content: z.array(z.unknown()),
  structuredContent: z.optional(z.unknown()),
  /** True: the tool ran and failed. */
  isError: z.nullish(z.boolean()),
  _meta: z.optional(z.unknown()),
});
/** What a tool answered. */
export type CallToolResult = z.infer<typeof CallToolResult>;

export const McpCallOutcome = z.union([z.object({ Ok: CallToolResult }), z.object({ Err: z.string() })]);
/** A tool's answer, or why there is none. */
export type McpCallOutcome = z.infer<typeof McpCallOutcome>;

export const McpInvocation = z.object({
  server: z.string(),
  tool: z.string(),
  arguments: z.optional(z.unknown()),
});
/** A call of a server's tool. */
export type McpInvocation = z.infer<typeof McpInvocation>;

export const McpAuthStatus = z.enum(["unsupported", "not_logged_in", "bearer_token", "o_auth"]);
/** Whether a server wants a login, and has one. */
export type McpAuthStatus = z.infer<typeof McpAuthStatus>;

export const McpStartupStatus = z.discriminatedUnion("state", [
  z.object({ state: z.literal("starting") }),
  z.object({ state: z.literal("ready") }),
  z.object({ state: z.literal("failed"), error: z.string() }),
  z.object({ state: z.literal("cancelled") }),
]);
/** How far a server's start has come. */
export type McpStartupStatus = z.infer<typeof McpStartupStatus>;

export const McpStartupFailure = z.object({ server: z.string(), error: z.string() });
/** A server that did not start. */
export type McpStartupFailure = z.infer<typeof McpStartupFailure>;
