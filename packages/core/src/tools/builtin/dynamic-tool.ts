/** Tools that the client of a thread runs itself. */
import { sanitizeToolSchema } from "@codex-ts/mcp";
import type { DynamicToolCallResponse, DynamicToolSpec, ToolOutputContent } from "@codex-ts/protocol";
import * as z from "zod/mini";
import { parseArguments } from "../parse-arguments.ts";
import { failedOutput, type Tool } from "../tool.ts";

/** The tool that has the client do the work; its answer is always a list of contents (Codex 0.99.0). */
export function dynamicTool({ name, description, inputSchema }: DynamicToolSpec): Tool {
  return {
    name,
    accepts: ["function"],
    isParallel: false,
    changesFiles: true,
    offer: () => ({
      type: "function",
      name,
      description,
      strict: false,
      parameters: sanitizeToolSchema(inputSchema),
    }),
    async run({ client }, _turn, { callId, payload }, signal) {
      const json = payload.kind === "function" ? payload.arguments : "";
      const args = parseArguments(z.unknown(), json);
      if (!args.ok) return failedOutput(args.text);
      const response = await client.callTool(callId, { tool: name, arguments: args.value }, signal);
      signal.throwIfAborted();
      return response
        ? { content: toContents(response), hasFailed: !response.success }
        : failedOutput("dynamic tool call was cancelled before it was answered");
    },
  };
}

function toContents({ contentItems }: DynamicToolCallResponse): ToolOutputContent[] {
  return contentItems.map((item) =>
    item.type === "inputText"
      ? { type: "input_text", text: item.text }
      : { type: "input_image", image_url: item.imageUrl },
  );
}
