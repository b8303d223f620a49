/** Makes a history fit for a request: the API refuses calls without outputs and outputs without calls. */
import type { ResponseItem } from "@codex-ts/protocol";
import { stripImages } from "./strip-images.ts";

/** The output of a call that never got one. */
const ABORTED = "aborted";

interface CallKind {
  readonly id: string;
  readonly kind: "function" | "custom";
}

function callOf(item: ResponseItem): CallKind | undefined {
  if (item.type === "function_call") return { id: item.call_id, kind: "function" };
  if (item.type === "local_shell_call" && item.call_id) return { id: item.call_id, kind: "function" };
  if (item.type === "custom_tool_call") return { id: item.call_id, kind: "custom" };
  return undefined;
}

function outputOf(item: ResponseItem): CallKind | undefined {
  if (item.type === "function_call_output") return { id: item.call_id, kind: "function" };
  if (item.type === "custom_tool_call_output") return { id: item.call_id, kind: "custom" };
  return undefined;
}

const keyOf = ({ id, kind }: CallKind) => `${kind}:${id}`;

function keysOf(items: readonly ResponseItem[], of: (item: ResponseItem) => CallKind | undefined) {
  return new Set(items.map(of).flatMap((call) => (call ? [keyOf(call)] : [])));
}

function abortedOutput({ id, kind }: CallKind): ResponseItem {
  return kind === "function"
    ? { type: "function_call_output", call_id: id, output: ABORTED }
    : { type: "custom_tool_call_output", call_id: id, output: ABORTED };
}

/**
 * A copy in which every call has an output (`aborted`, right after the call, when none is anywhere),
 * no output stands without its call, and nothing remains that the model cannot take.
 */
export function normalizeHistory(
  items: readonly ResponseItem[],
  model: { readonly acceptsImages: boolean },
): ResponseItem[] {
  const calls = keysOf(items, callOf);
  const outputs = keysOf(items, outputOf);
  const paired = items.flatMap((item): ResponseItem[] => {
    if (item.type === "ghost_snapshot") return [];
    const output = outputOf(item);
    if (output) return calls.has(keyOf(output)) ? [item] : [];
    const call = callOf(item);
    return call && !outputs.has(keyOf(call)) ? [item, abortedOutput(call)] : [item];
  });
  return model.acceptsImages ? paired : stripImages(paired);
}

/** The items without the one at `index` and, when it is a call or an output, without its partner. */
export function removeWithPartner(items: readonly ResponseItem[], index: number): ResponseItem[] {
  const removed = items[index];
  const pair = removed && (callOf(removed) ?? outputOf(removed));
  return items.filter((item, position) => {
    if (position === index) return false;
    const own = pair && (callOf(item) ?? outputOf(item));
    return !own || keyOf(own) !== keyOf(pair);
  });
}
