/** From user input to the message that the model reads. */
import path from "node:path";
import type { ContentItem, MessageItem, UserInput } from "@codex-ts/protocol";
import { loadImage } from "../images/load-image.ts";

/**
 * Texts become text parts; images become three parts, the image between its tags. Local images are
 * numbered from 1. An unreadable image becomes a sentence that says so, for the model and the user alike.
 */
export async function buildUserMessage(
  input: readonly UserInput[],
  cwd: string,
  signal: AbortSignal,
): Promise<MessageItem> {
  const content: ContentItem[] = [];
  let localImages = 0;
  for (const piece of input) {
    switch (piece.type) {
      case "text":
        content.push({ type: "input_text", text: piece.text });
        break;
      case "image":
        content.push(...taggedImage("<image>", piece.image_url));
        break;
      case "local_image": {
        localImages += 1;
        const image = await loadImage(path.resolve(cwd, piece.path), signal);
        if (image.kind === "image")
          content.push(...taggedImage(`<image name=[Image #${localImages}]>`, image.dataUrl));
        else content.push({ type: "input_text", text: image.reason });
        break;
      }
      // Skills and mentions are resolved before the turn and follow as messages of their own.
      case "skill":
      case "mention":
        break;
    }
  }
  return { type: "message", role: "user", content };
}

function taggedImage(openTag: string, url: string): ContentItem[] {
  return [
    { type: "input_text", text: openTag },
    { type: "input_image", image_url: url },
    { type: "input_text", text: "</image>" },
  ];
}
