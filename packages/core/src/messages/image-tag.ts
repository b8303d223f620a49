/** The text parts around an attached image. */
import type { ContentItem } from "@codex-ts/protocol";

/** `<image>`, `<image name=[Image #1]>` and `</image>`. */
const IMAGE_TAG = /^<(?:image(?: name=[^>]*)?|\/image)>$/;

/** True for a part that only says where an image begins or ends: nobody wrote it. */
export function isImageTag(content: readonly ContentItem[], index: number): boolean {
  const part = content[index];
  if (part?.type !== "input_text" || !IMAGE_TAG.test(part.text)) return false;
  return content[index - 1]?.type === "input_image" || content[index + 1]?.type === "input_image";
}
