/** The MCP servers of one thread. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type McpServerConfig, type ResolvedConfig, readMcpServers, writeMcpServers } from "@codex-ts/config";
import {
  type McpHub,
  type McpServerSettings,
  type McpSurroundings,
  openMcpHub,
  type SandboxProgram,
} from "@codex-ts/mcp";
import type { OpOf } from "@codex-ts/protocol";
import { RuntimeError } from "./errors.ts";
import type { RuntimeOptions } from "./runtime-options.ts";

/** What an op says of the servers that a thread is to have. */
export type ServerTable = OpOf<"refresh_mcp_servers">["config"];

/** For the handshake, and once more for the list of tools (Codex 0.99.0). */
const STARTUP_TIMEOUT_MS = 10_000;
/** For one call (Codex 0.99.0). */
const TOOL_TIMEOUT_MS = 60_000;

/** Starts every enabled server in the background. */
export function startServers(options: RuntimeOptions, config: ResolvedConfig): McpHub {
  return openMcpHub(enabledServers(config.mcp.servers), surroundingsOf(options, config));
}

/** The servers of settings in the form of an op. */
export function toServerTable({ mcp }: ResolvedConfig): ServerTable {
  return {
    mcp_servers: writeMcpServers(mcp.servers),
    mcp_oauth_credentials_store_mode: mcp.oauthCredentialsStore,
  };
}

/** The servers of an op that may run, or what is wrong with them. */
export function readServers(table: unknown): readonly McpServerSettings[] | string {
  const read = readMcpServers(table);
  return read.ok ? enabledServers(read.servers) : read.message;
}

function surroundingsOf(
  options: RuntimeOptions,
  { features, mcp, codexHome }: ResolvedConfig,
): McpSurroundings {
  const { env, cwd, platform, version } = options;
  const sandboxProgram: SandboxProgram = {
    path: sandboxHelper(options),
    usesBubblewrap: features.use_linux_sandbox_bwrap,
  };
  const logins = { home: codexHome, store: mcp.oauthCredentialsStore };
  return { env, cwd, platform, version, sandboxProgram, logins };
}

/** Where a release has the sandbox for programs that know no settings; only Linux needs a program for it. */
function sandboxHelper({ platform, programFolder }: RuntimeOptions): string | undefined {
  const helper = path.join(programFolder, "arg0", "codex-linux-sandbox");
  return platform === "linux" && existsSync(helper) ? helper : undefined;
}

function enabledServers(servers: Readonly<Record<string, McpServerConfig>>): readonly McpServerSettings[] {
  return Object.entries(servers)
    .filter(([, server]) => server.isEnabled)
    .map(([name, server]) => toSettings(name, server));
}

/** Waits for the servers that a thread must have. Throws `mcp` with the reason of each that failed. */
export async function checkRequired(servers: McpHub, signal: AbortSignal): Promise<void> {
  const failures = await servers.failedRequired(signal);
  if (failures.length === 0) return;
  const reasons = failures.map(({ server, error }) => `${server}: ${error}`).join("; ");
  throw new RuntimeError(
    "mcp",
    `Fatal error: Failed to initialize session: required MCP servers failed to initialize: ${reasons}`,
  );
}

function toSettings(name: string, server: McpServerConfig): McpServerSettings {
  return {
    name,
    transport: server.transport,
    startupTimeoutMs: server.startupTimeoutMs ?? STARTUP_TIMEOUT_MS,
    toolTimeoutMs: server.toolTimeoutMs ?? TOOL_TIMEOUT_MS,
    isRequired: server.isRequired,
    enabledTools: server.enabledTools,
    disabledTools: server.disabledTools,
  };
}
