/** Shows the results of commands to the model as text, where history keeps JSON. */
import type { ResponseItem } from "@codex-ts/protocol";
import { execJsonToText } from "./exec-output.ts";

/** Tools whose outputs have the JSON layout. */
const JSON_TOOLS = new Set(["shell", "container.exec", "apply_patch"]);

/** The items with every such output rewritten; the others are the same objects. */
export function rewriteExecOutputs(items: readonly ResponseItem[]): readonly ResponseItem[] {
  const calls = new Set(items.flatMap((entry) => callIdOf(entry) ?? []));
  return items.map((entry) => {
    if (entry.type !== "function_call_output" && entry.type !== "custom_tool_call_output") return entry;
    if (typeof entry.output !== "string" || !calls.has(entry.call_id)) return entry;
    const text = execJsonToText(entry.output);
    return text === undefined ? entry : { ...entry, output: text };
  });
}

function callIdOf(entry: ResponseItem): string | undefined {
  if (entry.type === "local_shell_call") return entry.call_id ?? undefined;
  const isCall = entry.type === "function_call" || entry.type === "custom_tool_call";
  return isCall && JSON_TOOLS.has(entry.name) ? entry.call_id : undefined;
}
