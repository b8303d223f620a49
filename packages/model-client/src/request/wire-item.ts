/** History items in the form in which they go back to the server: known members only, in a fixed order. */
import type {
  ContentItem,
  JsonValue,
  ReasoningItem,
  ResponseItem,
  WebSearchCallItem,
} from "@codex-ts/protocol";

/** An item of a request's `input`. */
export type WireItem = { readonly [member: string]: JsonValue | undefined };

/**
 * Converts a history. Members that the API did not document are dropped, because a server may refuse what it
 * sent itself. Ghost snapshots are not for the model. Ids go along only where the server stores responses.
 */
export function toWireItems(
  items: readonly ResponseItem[],
  options: { readonly withIds: boolean },
): readonly WireItem[] {
  const wire: WireItem[] = [];
  for (const item of items) {
    const converted = toWireItem(item);
    if (converted === undefined) continue;
    const id = options.withIds ? itemId(item) : undefined;
    wire.push(id === undefined ? converted : { ...converted, id });
  }
  return wire;
}

/** One item without its id; undefined for what is not for the model. */
export function toWireItem(item: ResponseItem): WireItem | undefined {
  switch (item.type) {
    case "message":
      return {
        type: item.type,
        role: item.role,
        content: item.content.map(toWirePart),
        end_turn: item.end_turn,
        phase: item.phase,
      };
    case "reasoning":
      return {
        type: item.type,
        summary: item.summary.map(({ type, text }) => ({ type, text })),
        content: reasoningContent(item),
        encrypted_content: item.encrypted_content ?? null,
      };
    case "function_call":
      return { type: item.type, name: item.name, arguments: item.arguments, call_id: item.call_id };
    case "function_call_output":
      return {
        type: item.type,
        call_id: item.call_id,
        output: typeof item.output === "string" ? item.output : item.output.map(toWirePart),
      };
    case "custom_tool_call":
      return {
        type: item.type,
        status: item.status,
        call_id: item.call_id,
        name: item.name,
        input: item.input,
      };
    case "custom_tool_call_output":
      return { type: item.type, call_id: item.call_id, output: item.output };
    case "local_shell_call":
      return {
        type: item.type,
        call_id: item.call_id ?? null,
        status: item.status,
        action: {
          type: "exec",
          command: item.action.command,
          timeout_ms: item.action.timeout_ms ?? null,
          working_directory: item.action.working_directory ?? null,
          env: item.action.env ?? null,
          user: item.action.user ?? null,
        },
      };
    case "web_search_call":
      return { type: item.type, status: item.status, action: webSearchAction(item) };
    case "compaction":
    case "compaction_summary":
      return { type: "compaction", encrypted_content: item.encrypted_content };
    case "ghost_snapshot":
      return undefined;
  }
}

function toWirePart(part: ContentItem): { [member: string]: JsonValue } {
  return part.type === "input_image"
    ? { type: part.type, image_url: part.image_url }
    : { type: part.type, text: part.text };
}

/** Sent only when it holds reasoning in clear; an item that came without content says null. */
function reasoningContent({ content }: ReasoningItem): JsonValue | undefined {
  if (content == null) return null;
  if (!content.some((part) => part.type === "reasoning_text")) return undefined;
  return content.map(({ type, text }) => ({ type, text }));
}

/** The members of each kind of action, in wire order. */
const WEB_SEARCH_MEMBERS: Readonly<Record<string, readonly ("query" | "queries" | "url" | "pattern")[]>> = {
  search: ["query", "queries"],
  open_page: ["url"],
  find_in_page: ["url", "pattern"],
};

function webSearchAction({ action }: WebSearchCallItem): { [member: string]: JsonValue } | undefined {
  if (action === undefined) return undefined;
  const members = WEB_SEARCH_MEMBERS[action.type];
  if (members === undefined) return { type: "other" };
  const wire: { [member: string]: JsonValue } = { type: action.type };
  for (const member of members) {
    const value = action[member];
    if (value !== undefined) wire[member] = value;
  }
  return wire;
}

/** Kinds of items whose id a storing server knows. */
const ITEMS_WITH_ID: ReadonlySet<string> = new Set([
  "reasoning",
  "message",
  "web_search_call",
  "function_call",
  "local_shell_call",
  "custom_tool_call",
]);

function itemId(item: ResponseItem): string | undefined {
  if (!ITEMS_WITH_ID.has(item.type)) return undefined;
  const id = item["id"];
  return typeof id === "string" && id !== "" ? id : undefined;
}
