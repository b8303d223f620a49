import type {
  CustomToolCallItem,
  FunctionCallItem,
  LocalShellCallItem,
  MessageItem,
  ReasoningItem,
  ResponseItem,
  WebSearchAction,
  WebSearchCallItem,
} from "@codex-ts/protocol";

/** A finished output item: what a client records or acts on. */
export interface OutputItemDone<Item extends ResponseItem = ResponseItem> {
  readonly type: "response.output_item.done";
  readonly item: Item;
}

/** An output item that is still being written. */
export interface OutputItemAdded {
  readonly type: "response.output_item.added";
  readonly item: ResponseItem;
}

/** Announces an item; its deltas and its finished form follow. */
export function itemAdded(item: ResponseItem): OutputItemAdded {
  return { type: "response.output_item.added", item };
}

/** Hands over a finished item. */
export function itemDone<Item extends ResponseItem>(item: Item): OutputItemDone<Item> {
  return { type: "response.output_item.done", item };
}

/** A finished assistant message. */
export function message(
  text: string,
  options: { readonly id?: string; readonly phase?: "commentary" | "final_answer" } = {},
): OutputItemDone<MessageItem> {
  return itemDone({
    type: "message",
    id: options.id ?? "msg-1",
    role: "assistant",
    content: [{ type: "output_text", text }],
    ...(options.phase === undefined ? {} : { phase: options.phase }),
  });
}

/** Finished reasoning with one summary part for each text, and the sealed form that goes back with later requests. */
export function reasoning(
  summaries: readonly string[],
  options: { readonly id?: string; readonly encrypted?: string; readonly raw?: readonly string[] } = {},
): OutputItemDone<ReasoningItem> {
  return itemDone({
    type: "reasoning",
    id: options.id ?? "rs-1",
    summary: summaries.map((text) => ({ type: "summary_text", text })),
    ...(options.raw === undefined
      ? {}
      : { content: options.raw.map((text) => ({ type: "reasoning_text", text })) }),
    encrypted_content: options.encrypted ?? "sealed",
  });
}

/** A function call with its arguments exactly as given, so that they may also be broken JSON. */
export function functionCall(
  name: string,
  argumentText: string,
  callId: string,
): OutputItemDone<FunctionCallItem> {
  return itemDone({
    type: "function_call",
    id: `fc-${callId}`,
    name,
    arguments: argumentText,
    call_id: callId,
  });
}

/** A function call whose arguments are a value. */
export function callTool(
  name: string,
  args: Readonly<Record<string, unknown>>,
  callId: string,
): OutputItemDone<FunctionCallItem> {
  return functionCall(name, JSON.stringify(args), callId);
}

/** A call of a freeform tool, such as a patch. */
export function customCall(name: string, input: string, callId: string): OutputItemDone<CustomToolCallItem> {
  return itemDone({ type: "custom_tool_call", id: `ct-${callId}`, name, input, call_id: callId });
}

/** A call of the API's own shell tool. */
export function localShellCall(
  command: readonly string[],
  callId: string,
  options: { readonly timeoutMs?: number; readonly cwd?: string } = {},
): OutputItemDone<LocalShellCallItem> {
  return itemDone({
    type: "local_shell_call",
    id: `ls-${callId}`,
    call_id: callId,
    status: "completed",
    action: {
      type: "exec",
      command: [...command],
      timeout_ms: options.timeoutMs ?? null,
      working_directory: options.cwd ?? null,
      env: null,
      user: null,
    },
  });
}

/** A search that the server has already done; no answer is expected. */
export function webSearch(action: WebSearchAction, id = "ws-1"): OutputItemDone<WebSearchCallItem> {
  return itemDone({ type: "web_search_call", id, status: "completed", action });
}
