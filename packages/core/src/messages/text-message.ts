/** Messages of plain text: made, and read. */
import type { MessageItem, ResponseItem } from "@codex-ts/protocol";

/** A user-role message with one text part. */
export function userText(text: string): MessageItem {
  return { type: "message", role: "user", content: [{ type: "input_text", text }] };
}

/** A developer-role message with one text part. */
export function developerText(text: string): MessageItem {
  return { type: "message", role: "developer", content: [{ type: "input_text", text }] };
}

/** The text of an assistant message, its parts joined; undefined for any other item. */
export function assistantText(item: ResponseItem): string | undefined {
  if (item.type !== "message" || item.role !== "assistant") return undefined;
  return item.content.flatMap((part) => (part.type === "output_text" ? [part.text] : [])).join("");
}

/** The texts of a message, joined by line feeds; images are left out. */
export function messageText(message: MessageItem): string {
  return message.content.flatMap((part) => (part.type === "input_image" ? [] : [part.text])).join("\n");
}
