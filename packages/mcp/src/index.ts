export { toCallOutput } from "./call-output.ts";
export { type McpConnection, RESOURCE_LISTS, type ResourceList, type ToolDefinition } from "./connection.ts";
export { type HeldServers, type McpHub, openMcpHub } from "./open-hub.ts";
export type { AskUser, McpAnswer, McpQuestion } from "./question.ts";
export type { SandboxProgram, SandboxState } from "./sandbox-state.ts";
export type { McpServerSettings, McpSurroundings } from "./server-settings.ts";
export type { McpServerEvent, McpServers, McpTool } from "./start-servers.ts";
export type { McpServerSnapshot } from "./take-snapshot.ts";
export { sanitizeToolSchema } from "./tool-schema.ts";
