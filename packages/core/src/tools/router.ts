/** From what the model wrote to a tool call, and from a tool's answer to an item for the model. */
import { type ResponseItem, toCallId } from "@codex-ts/protocol";
import { failedOutput, type ToolCall, type ToolOutput } from "./tool.ts";

/** The call that an item makes; undefined for items that call nothing. */
export function toToolCall(responseItem: ResponseItem): ToolCall | undefined {
  switch (responseItem.type) {
    case "function_call":
      return {
        callId: toCallId(responseItem.call_id),
        name: responseItem.name,
        payload: { kind: "function", arguments: responseItem.arguments },
      };
    case "custom_tool_call":
      return {
        callId: toCallId(responseItem.call_id),
        name: responseItem.name,
        payload: { kind: "custom", input: responseItem.input },
      };
    case "local_shell_call":
      return {
        callId: toCallId(responseItem.call_id ?? responseItem.id ?? ""),
        name: "local_shell",
        payload: { kind: "local-shell", action: responseItem.action },
      };
    default:
      return undefined;
  }
}

/** The answer to a call that is not run, since nothing says which call it is; undefined for all others. */
export function refuseNameless({ callId, payload }: ToolCall): ToolOutput | undefined {
  if (payload.kind !== "local-shell" || callId !== "") return undefined;
  return failedOutput("the call has no id, so nothing was run");
}

/** The item that carries an output back: of the custom kind for a custom call, else a function's. */
export function toOutputItem(call: ToolCall, output: ToolOutput): ResponseItem {
  const { content } = output;
  if (call.payload.kind !== "custom") {
    return {
      type: "function_call_output",
      call_id: call.callId,
      output: typeof content === "string" ? content : [...content],
    };
  }
  const text = typeof content === "string" ? content : content.map(textOf).join("\n");
  return { type: "custom_tool_call_output", call_id: call.callId, output: text };
}

function textOf(part: Exclude<ToolOutput["content"], string>[number]): string {
  return part.type === "input_text" ? part.text : "[image]";
}
