/** Takes images out of items for models, or servers, that refuse them. */
import type { ContentItem, ResponseItem, ToolOutputContent } from "@codex-ts/protocol";
import { prompts } from "../generated/prompts.ts";

function replaceIn<Part extends ContentItem | ToolOutputContent>(parts: readonly Part[], text: string) {
  return parts.map((part) => (part.type === "input_image" ? { type: "input_text" as const, text } : part));
}

function withoutImages(item: ResponseItem, text: string): ResponseItem {
  if (item.type === "message" && item.content.some((part) => part.type === "input_image")) {
    return { ...item, content: replaceIn(item.content, text) };
  }
  if (item.type === "function_call_output" && typeof item.output !== "string") {
    return { ...item, output: replaceIn(item.output, text) };
  }
  return item;
}

/** Every image of messages and tool outputs becomes a sentence that says why it is missing. */
export function stripImages(items: readonly ResponseItem[]): ResponseItem[] {
  return items.map((item) => withoutImages(item, prompts["notes/image-unsupported"]));
}

function isToolImage(item: ResponseItem): boolean {
  if (item.type === "function_call_output") {
    return typeof item.output !== "string" && item.output.some((part) => part.type === "input_image");
  }
  // `view_image` answers with a user message of nothing but the image.
  return (
    item.type === "message" &&
    item.role === "user" &&
    item.content.length > 0 &&
    item.content.every((part) => part.type === "input_image")
  );
}

/**
 * After the server called an image invalid: the images of the last tool output (or of the message that
 * `view_image` added) become a sentence. Undefined when the last input is not a tool's, so that the
 * caller tells the user instead of repeating the request.
 */
export function replaceRejectedImages(items: readonly ResponseItem[]): ResponseItem[] | undefined {
  const last = items.findLastIndex(
    (item) => item.type === "function_call_output" || (item.type === "message" && item.role === "user"),
  );
  const found = items[last];
  if (found === undefined || !isToolImage(found)) return undefined;
  return items.with(last, withoutImages(found, prompts["notes/image-rejected"]));
}
