/** `view_image`: shows the model an image file of this machine. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { reasonOf } from "@codex-ts/std";
import * as z from "zod/mini";
import { loadImage } from "../../images/load-image.ts";
import { functionSpec } from "../function-spec.ts";
import { parseArguments } from "../parse-arguments.ts";
import { failedOutput, type Tool, textOutput } from "../tool.ts";

const Arguments = z.object({ path: z.string() });

/** `view_image`. The image follows as a user message, after all outputs of the response. */
export const viewImage: Tool = {
  name: "view_image",
  accepts: ["function"],
  isParallel: true,
  offer: () => functionSpec("view_image", { path: { type: "string" } }, ["path"]),
  async run(ports, turn, call, signal) {
    if (call.payload.kind !== "function") return failedOutput("view_image takes JSON arguments");
    if (!turn.model.info.input_modalities.includes("image")) {
      return failedOutput("view_image is not allowed because this model does not take images");
    }
    const args = parseArguments(Arguments, call.payload.arguments);
    if (!args.ok) return failedOutput(args.text);
    const file = path.resolve(turn.cwd, args.value.path);
    const refusal = await refuseFile(file);
    if (refusal) return failedOutput(refusal);
    const image = await loadImage(file, signal);
    ports.pending.push({
      type: "message",
      role: "user",
      content: [
        image.kind === "image"
          ? { type: "input_image", image_url: image.dataUrl }
          : { type: "input_text", text: image.reason },
      ],
    });
    ports.events.emit({ type: "view_image_tool_call", call_id: call.callId, path: file });
    return textOutput("attached local image path");
  },
};

async function refuseFile(file: string): Promise<string | undefined> {
  try {
    const found = await stat(file);
    return found.isFile() ? undefined : `image path \`${file}\` is not a file`;
  } catch (error) {
    return `unable to locate image at \`${file}\`: ${reasonOf(error)}`;
  }
}
