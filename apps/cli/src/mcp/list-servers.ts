/** `codex mcp list` and `codex mcp get`. */
import { readAuthStatus } from "@codex-ts/mcp";
import type { Runtime } from "@codex-ts/runtime";
import type { ReadCommandLine } from "@codex-ts/std";
import { fail, loadSettings } from "../settings/open-settings.ts";
import { writeText } from "../write-text.ts";
import {
  argsOf,
  detailLines,
  maskedEnv,
  type NamedServer,
  namedServers,
  printJson,
  statusOf,
  toDetails,
  toListEntry,
} from "./server-view.ts";

type Values = ReadCommandLine["values"];
type AuthStatus = Awaited<ReturnType<typeof readAuthStatus>>;
type Row = readonly string[];

/** In the words of the table. */
const AUTH_LABELS: Readonly<Record<AuthStatus, string>> = {
  unsupported: "Unsupported",
  not_logged_in: "Not logged in",
  bearer_token: "Bearer token",
  o_auth: "OAuth",
};

/** Lists all servers; gives the exit code. */
export async function listServers(runtime: Runtime, values: Values | undefined): Promise<number> {
  const config = await loadSettings(runtime);
  const servers = namedServers(config);
  const logins = { home: runtime.home, store: config.mcp.oauthCredentialsStore };
  const surroundings = { env: runtime.options.env, logins };
  const { signal } = new AbortController();
  const statuses = await Promise.all(
    servers.map(({ name, server }) =>
      readAuthStatus({ name, transport: server.transport }, surroundings, signal),
    ),
  );
  const withStatus = servers.map((server, at) => [server, statuses[at] ?? "unsupported"] as const);
  if (values?.has("json")) {
    writeText(1, printJson(withStatus.map(([server, status]) => toListEntry(server, status))));
    return 0;
  }
  const none = "No MCP servers configured yet. Try `codex mcp add my-tool -- my-command`.\n";
  writeText(1, servers.length === 0 ? none : toTables(withStatus));
  return 0;
}

/** Shows one server; gives the exit code. */
export async function getServer(runtime: Runtime, name: string, values: Values | undefined): Promise<number> {
  const found = namedServers(await loadSettings(runtime)).find((server) => server.name === name);
  if (!found) return fail(`Error: No MCP server named '${name}' found.`);
  writeText(1, values?.has("json") ? printJson(toDetails(found)) : `${detailLines(found).join("\n")}\n`);
  return 0;
}

function toTables(servers: readonly (readonly [NamedServer, AuthStatus])[]): string {
  const started: Row[] = [];
  const reached: Row[] = [];
  for (const [{ name, server }, status] of servers) {
    const end = [statusOf(server), AUTH_LABELS[status]];
    const { transport } = server;
    if (transport.type === "stdio") {
      const args = argsOf(transport.args);
      started.push([name, transport.command, args, maskedEnv(server), transport.cwd || "-", ...end]);
    } else {
      reached.push([name, transport.url, transport.bearerTokenEnvVar ?? "-", ...end]);
    }
  }
  return [
    ...table(["Name", "Command", "Args", "Env", "Cwd", "Status", "Auth"], started),
    ...table(["Name", "Url", "Bearer Token Env Var", "Status", "Auth"], reached),
  ].join("\n");
}

/** A table as one text with padded columns, or none without rows. */
function table(heading: Row, rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: Row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}\n`;
  return [all.map(line).join("")];
}
