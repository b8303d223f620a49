/** What telemetry hears of a tool call. */
import { previewText } from "@codex-ts/telemetry";
import type { TurnContext } from "../ports/turn-context.ts";
import { sandboxTag } from "./sandbox-tag.ts";
import type { ToolCall, ToolOutput, ToolPayload } from "./tool.ts";
import type { ToolPorts } from "./tool-ports.ts";

/** Runs a call, and tells how long it took and what it came to. */
export function toldCall(
  ports: ToolPorts,
  turn: TurnContext,
  call: ToolCall,
  work: () => Promise<ToolOutput | undefined>,
): Promise<ToolOutput | undefined> {
  const { telemetry, commands } = ports;
  const { name, callId } = call;
  return telemetry.inSpan("handle_tool_call", { tool_name: name, call_id: callId }, async () => {
    const startedAt = commands.clock.now();
    const output = await work();
    const durationMs = commands.clock.now() - startedAt;
    const success = output !== undefined && output.hasFailed !== true;
    const tags = {
      tool: name,
      success,
      sandbox: sandboxTag(turn.policy.sandbox, commands.platform),
      sandbox_policy: turn.policy.sandbox.type,
    };
    telemetry.count("codex.tool.call", tags);
    telemetry.duration("codex.tool.call.duration_ms", durationMs, tags);
    telemetry.event("codex.tool_result", {
      tool_name: name,
      call_id: callId,
      arguments: argumentsText(call.payload),
      duration_ms: durationMs,
      success,
      output: output === undefined ? "" : previewText(outputText(output)),
    });
    return output;
  });
}

function argumentsText(payload: ToolPayload): string {
  switch (payload.kind) {
    case "function":
      return payload.arguments;
    case "custom":
      return payload.input;
    case "local-shell":
      return payload.action.command.join(" ");
  }
}

function outputText({ content }: ToolOutput): string {
  if (typeof content === "string") return content;
  return content.map((part) => (part.type === "input_text" ? part.text : "[image]")).join("\n");
}
