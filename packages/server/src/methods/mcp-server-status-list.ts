/** `mcpServerStatus/list`: the MCP servers of the settings, and what they offer. */
import type { ClientResult } from "@codex-ts/protocol/app-server";
import type { McpServerSnapshot } from "@codex-ts/runtime";
import type { MethodHandler } from "../method-context.ts";
import { pageOf } from "../page-of.ts";
import { throwInternal } from "../to-rpc-error.ts";
import { UNREADABLE } from "./mcp-server-reload.ts";

type Status = ClientResult<"mcpServerStatus/list">["data"][number];

const AUTH_STATUS = {
  unsupported: "unsupported",
  not_logged_in: "notLoggedIn",
  bearer_token: "bearerToken",
  o_auth: "oAuth",
} as const satisfies Record<McpServerSnapshot["authStatus"], Status["authStatus"]>;

/** Starts the servers of one page for the answer alone. */
export const mcpServerStatusList: MethodHandler<"mcpServerStatus/list"> = async (context, params, signal) => {
  const directory = await context.runtime
    .loadServers(signal)
    .catch((error: unknown) => throwInternal(error, UNREADABLE));
  const { data: names, nextCursor } = pageOf(directory.names, params, "MCP servers");
  const servers = await directory.look(names, signal);
  return { data: servers.map(toStatus), nextCursor };
};

function toStatus({ name, tools, resources, resourceTemplates, authStatus }: McpServerSnapshot): Status {
  return {
    name,
    tools: Object.fromEntries(tools.map(({ definition }) => [definition.name, definition])),
    resources: [...resources],
    resourceTemplates: [...resourceTemplates],
    authStatus: AUTH_STATUS[authStatus],
  };
}
