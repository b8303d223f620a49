export { toCallOutput } from "./call-output.ts";
export { type McpConnection, RESOURCE_LISTS, type ResourceList, type ResourcePage } from "./connection.ts";
export type { McpServerSettings } from "./server-settings.ts";
export { type McpServers, type McpStartupEvent, type McpTool, startMcpServers } from "./start-servers.ts";
export { sanitizeToolSchema } from "./tool-schema.ts";
