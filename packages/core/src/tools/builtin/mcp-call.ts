/** Tools of MCP servers, as tools of a turn. */
import { type McpTool, toCallOutput } from "@codex-ts/mcp";
import { isJsonObject, type McpCallOutcome } from "@codex-ts/protocol";
import { reasonOf } from "@codex-ts/std";
import { abortedText } from "../aborted-output.ts";
import { announcedMcpCall } from "../events/mcp-events.ts";
import { failedOutput, type Tool, type ToolOutput } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";

/**
 * The tool that calls a server's tool. Nobody is asked first: the user chose the server, and it does not run
 * confined (0.99.0).
 */
export function mcpCallTool(tool: McpTool): Tool {
  const { qualifiedName: name, description, parameters } = tool;
  return {
    name,
    accepts: ["function"],
    isParallel: false,
    changesFiles: true,
    offer: () => ({ type: "function", name, description, strict: false, parameters }),
    async run(ports, turn, call, signal) {
      if (call.payload.kind !== "function") return errorOutput(`${name} takes JSON arguments`);
      const { arguments: argumentsJson } = call.payload;
      const args = readArguments(argumentsJson);
      if (!args.ok) return failedOutput(`err: ${args.text}`);
      const announced = { callId: call.callId, server: tool.server, tool: tool.name, argumentsJson };
      const outcome = await announcedMcpCall(ports, announced, () =>
        callServer(ports, tool, args.value, signal),
      );
      ports.telemetry.count("codex.mcp.call", { status: "Err" in outcome ? "error" : "ok" });
      if ("Err" in outcome) return errorOutput(outcome.Err);
      const content = toCallOutput(outcome.Ok, turn.model.info.input_modalities.includes("image"));
      return { content, hasFailed: outcome.Ok.isError === true };
    },
  };
}

type ReadArguments =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly text: string };

/** No text at all means no arguments. */
function readArguments(json: string): ReadArguments {
  if (json.trim() === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(json) };
  } catch (error) {
    return { ok: false, text: reasonOf(error) };
  }
}

async function callServer(
  { commands }: ToolPorts,
  { connection, name }: McpTool,
  args: unknown,
  signal: AbortSignal,
): Promise<McpCallOutcome> {
  const startedAt = commands.clock.now();
  if (args !== undefined && !isJsonObject(args)) {
    return { Err: "tool call error: the arguments have to be a JSON object" };
  }
  try {
    return { Ok: await connection.callTool(name, args, signal) };
  } catch (error) {
    if (signal.aborted) return { Err: abortedText(name, commands.clock.now() - startedAt) };
    return { Err: `tool call error: ${reasonOf(error)}` };
  }
}

/** 0.99.0 quotes what is no answer of the server, so that the model can tell the two apart. */
function errorOutput(message: string): ToolOutput {
  return failedOutput(`err: ${JSON.stringify(message)}`);
}
