/** MCP servers of a thread: others in their place, and what they offer. */
import type { EventOf, OpOf } from "@codex-ts/protocol";
import type { Session } from "../session.ts";

type ToolList = EventOf<"mcp_list_tools_response">;

/** Keeps the new servers for the next turn or review; without sense in them nothing changes, and an error is told. */
export function refreshMcpServers(session: Session, id: string, op: OpOf<"refresh_mcp_servers">): void {
  const servers = session.services.readMcpServers(op.config.mcp_servers);
  if (typeof servers === "string") {
    session.emitter.emit(id, { type: "error", message: servers, codex_error_info: "bad_request" });
    return;
  }
  session.services.mcp.replaceLater(servers);
}

/** Asks the servers in the background, since those that are still starting are waited for. */
export function listMcpTools(session: Session, id: string): void {
  const tell = (list: ToolList) => session.emitter.emit(id, list);
  // It fails only when the session has been closed meanwhile, and nobody waits for the list any more.
  listTools(session).then(tell, () => undefined);
}

async function listTools({ services }: Session): Promise<ToolList> {
  const servers = await services.mcp.snapshot();
  const tools = servers.flatMap((server) => server.tools);
  return {
    type: "mcp_list_tools_response",
    tools: Object.fromEntries(tools.map(({ qualifiedName, definition }) => [qualifiedName, definition])),
    resources: Object.fromEntries(servers.map(({ name, resources }) => [name, [...resources]])),
    resource_templates: Object.fromEntries(
      servers.map(({ name, resourceTemplates }) => [name, [...resourceTemplates]]),
    ),
    auth_statuses: Object.fromEntries(servers.map(({ name, authStatus }) => [name, authStatus])),
  };
}
