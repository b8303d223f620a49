/** Threads with MCP servers: the program of `test-support`, under several names. */
import { type McpServerSettings, openMcpHub } from "@codex-ts/mcp";
import { type CapturedRequest, type McpProgramMood, mcpProgram } from "@codex-ts/test-support";
import { testSurroundings } from "./test-services.ts";
import type { TestThread, TestThreadOptions } from "./test-thread.ts";

/** A server as the settings would name it. */
function serverNamed(name: string, mood: McpProgramMood = "helpful"): McpServerSettings {
  const [command, ...args] = mcpProgram(mood);
  return {
    name,
    transport: { type: "stdio", command, args, env: undefined, envVars: [], cwd: undefined },
    startupTimeoutMs: 10_000,
    toolTimeoutMs: 10_000,
    isRequired: false,
    enabledTools: undefined,
    disabledTools: [],
  };
}

/** A thread with the server `test`; an op for other servers lists their names, each with its mood. */
export function withServer(
  mood: McpProgramMood = "helpful",
  more: TestThreadOptions = {},
): TestThreadOptions {
  return {
    ...more,
    services: (real) => ({
      mcp: openMcpHub([serverNamed("test", mood)], testSurroundings(real.env)),
      readMcpServers: (servers) =>
        typeof servers === "object"
          ? Object.entries(servers ?? {}).map(([name, its]) => serverNamed(name, its))
          : "that is no table",
    }),
  };
}

/** Gives the thread other servers, by name with their moods. */
export const refreshServers = (rig: TestThread, servers: unknown) =>
  rig.thread.submit({
    type: "refresh_mcp_servers",
    config: { mcp_servers: servers, mcp_oauth_credentials_store_mode: "auto" },
  });

/** Whose tools a request offers. */
export const serversOffered = (request: CapturedRequest) =>
  [...new Set(request.toolNames().flatMap((name) => name.match(/^mcp__(\w+?)__/)?.[1] ?? []))].sort();
