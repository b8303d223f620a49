/** What the model reads of a tool's answer. */
import type { CallToolResult, ToolOutputContent } from "@codex-ts/protocol";

const NO_IMAGES = "[An image was left out: this model does not take images.]";

/**
 * Structured content as JSON; else, when there is an image, a list of texts and images; else the list of parts
 * as JSON (Codex 0.99.0).
 */
export function toCallOutput(
  { content, structuredContent }: CallToolResult,
  acceptsImages: boolean,
): string | readonly ToolOutputContent[] {
  if (structuredContent !== undefined && structuredContent !== null) return JSON.stringify(structuredContent);
  if (!content.some(isImage)) return JSON.stringify(content);
  if (acceptsImages) return content.map(toOutputPart);
  return JSON.stringify(content.map((part) => (isImage(part) ? { type: "text", text: NO_IMAGES } : part)));
}

function toOutputPart(part: unknown): ToolOutputContent {
  if (isImage(part)) return { type: "input_image", image_url: imageUrl(part) };
  return { type: "input_text", text: isText(part) ? part.text : JSON.stringify(part) };
}

interface ImagePart {
  readonly data: string;
  readonly mimeType?: unknown;
}

function imageUrl({ data, mimeType }: ImagePart): string {
  if (data.startsWith("data:")) return data;
  return `data:${typeof mimeType === "string" ? mimeType : "application/octet-stream"};base64,${data}`;
}

function isImage(part: unknown): part is ImagePart {
  return isPart(part, "image") && "data" in part && typeof part.data === "string";
}

function isText(part: unknown): part is { readonly text: string } {
  return isPart(part, "text") && "text" in part && typeof part.text === "string";
}

function isPart(part: unknown, type: string): part is object {
  return typeof part === "object" && part !== null && "type" in part && part.type === type;
}
