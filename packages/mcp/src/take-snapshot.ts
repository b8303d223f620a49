/** What servers offer, and how they stand with logins. */
import type { McpAuthStatus, Resource, ResourceTemplate } from "@codex-ts/protocol";
import { readAuthStatus } from "./auth-status.ts";
import type { McpConnection, ResourceList, ToolDefinition } from "./connection.ts";
import type { McpServerSettings, McpSurroundings } from "./server-settings.ts";
import type { McpServers } from "./start-servers.ts";

/** One server. */
export interface McpServerSnapshot {
  readonly name: string;
  readonly authStatus: McpAuthStatus;
  /** With their names among all tools of a thread; none when the server is not there. */
  readonly tools: readonly { readonly qualifiedName: string; readonly definition: ToolDefinition }[];
  readonly resources: readonly Resource[];
  readonly resourceTemplates: readonly ResourceTemplate[];
}

/**
 * Asks every server at the same time, once all have started; those that failed are there with nothing to offer.
 * Rejects only on abort.
 */
export async function takeSnapshot(
  servers: McpServers,
  surroundings: Pick<McpSurroundings, "env" | "logins">,
  signal: AbortSignal,
): Promise<readonly McpServerSnapshot[]> {
  const [connections, tools] = await Promise.all([servers.connections(signal), servers.tools(signal)]);
  const describe = async (settings: McpServerSettings): Promise<McpServerSnapshot> => {
    const { name } = settings;
    const connection = connections.get(name);
    const [authStatus, resources, templates] = await Promise.all([
      readAuthStatus(settings, surroundings, signal),
      listEntries(connection, "resources", signal),
      listEntries(connection, "resourceTemplates", signal),
    ]);
    return {
      name,
      authStatus,
      tools: tools.filter(({ server }) => server === name),
      resources: resources.filter(isResource),
      resourceTemplates: templates.filter(isTemplate),
    };
  };
  return Promise.all(servers.settings.map(describe));
}

type Entry = Readonly<Record<string, unknown>>;

/** Most servers have no resources and refuse to list them. */
async function listEntries(
  connection: McpConnection | undefined,
  list: ResourceList,
  signal: AbortSignal,
): Promise<readonly Entry[]> {
  try {
    return (await connection?.listAll(list, signal)) ?? [];
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

function isResource(entry: Entry): entry is Entry & Resource {
  return typeof entry["name"] === "string" && typeof entry["uri"] === "string";
}

function isTemplate(entry: Entry): entry is Entry & ResourceTemplate {
  return typeof entry["name"] === "string" && typeof entry["uriTemplate"] === "string";
}
