/** What the tools that have agents work share. */
import { parseThreadId, type ThreadId, type ToolJsonSchema, type UserInput } from "@codex-ts/protocol";
import * as z from "zod/mini";
import type { TurnContext } from "../../ports/turn-context.ts";
import { type DescribedTool, functionSpec } from "../function-spec.ts";
import { parseArguments } from "../parse-arguments.ts";
import type { Tool, ToolCall, ToolOutput } from "../tool.ts";
import { failedOutput } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";

/** A piece of input: each type with the members that it must have. */
const InputItem = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("image"), image_url: z.string() }),
  z.object({ type: z.literal("local_image"), path: z.string() }),
  z.object({ type: z.literal("skill"), name: z.string(), path: z.string() }),
  z.object({ type: z.literal("mention"), name: z.string(), path: z.string() }),
]);
type InputItem = z.output<typeof InputItem>;

/** Arguments that say what an agent is to do. */
export const inputShape = {
  message: z.optional(z.nullable(z.string())),
  items: z.optional(z.nullable(z.array(InputItem))),
};

/** The same for the model. */
export const inputProperties: { readonly [name: string]: ToolJsonSchema } = {
  message: { type: "string" },
  items: {
    type: "array",
    items: {
      type: "object",
      properties: {
        type: { type: "string" },
        text: { type: "string" },
        image_url: { type: "string" },
        path: { type: "string" },
        name: { type: "string" },
      },
      additionalProperties: false,
    },
  },
};

/** What an agent is to do, and the one line that events tell of it. */
export type AgentInput =
  | { readonly ok: true; readonly input: readonly UserInput[]; readonly prompt: string }
  | { readonly ok: false; readonly text: string };

/** Takes either of the two forms; both, none or nothing in it is refused. */
export function readInput(args: {
  readonly message?: string | null | undefined;
  readonly items?: readonly InputItem[] | null | undefined;
}): AgentInput {
  const { message, items } = args;
  if (message != null && items != null) {
    return { ok: false, text: "Provide either message or items, but not both" };
  }
  if (message != null) {
    if (message.trim() === "") return { ok: false, text: "Empty message can't be sent to an agent" };
    return { ok: true, input: [{ type: "text", text: message, text_elements: [] }], prompt: message };
  }
  if (items == null) return { ok: false, text: "Provide one of: message or items" };
  if (items.length === 0) return { ok: false, text: "Items can't be empty" };
  const input = items.map((item) => (item.type === "text" ? { ...item, text_elements: [] } : item));
  return { ok: true, input, prompt: items.map(preview).join("\n") };
}

/** The forms of 0.99.0. */
function preview(item: InputItem): string {
  switch (item.type) {
    case "text":
      return item.text;
    case "image":
      return "[image]";
    case "local_image":
      return `[local_image:${item.path}]`;
    case "skill":
    case "mention":
      return `[${item.type}:$${item.name}](${item.path})`;
  }
}

/** The id of an agent as the model wrote it. */
export type ReadId =
  | { readonly ok: true; readonly id: ThreadId }
  | { readonly ok: false; readonly text: string };

/** Refuses what is no id; whether there is such an agent is another question. */
export function readId(id: string): ReadId {
  const parsed = parseThreadId(id);
  return parsed ? { ok: true, id: parsed } : { ok: false, text: `invalid agent id ${id}` };
}

/** How one of these tools is made. */
export interface AgentToolParts<Arguments extends z.ZodMiniType> {
  readonly name: DescribedTool;
  readonly arguments: Arguments;
  readonly properties: { readonly [name: string]: ToolJsonSchema };
  readonly required: readonly string[];
  run(
    call: { readonly args: z.output<Arguments>; readonly callId: ToolCall["callId"] },
    ports: ToolPorts,
    turn: TurnContext,
    signal: AbortSignal,
  ): Promise<ToolOutput>;
}

/** A tool that is offered where agents are allowed. */
export function agentTool<Arguments extends z.ZodMiniType>(parts: AgentToolParts<Arguments>): Tool {
  return {
    name: parts.name,
    accepts: ["function"],
    isParallel: false,
    offer: ({ tools }) =>
      tools.collab ? functionSpec(parts.name, parts.properties, parts.required) : "none",
    async run(ports, turn, { callId, payload }, signal) {
      if (payload.kind !== "function") return failedOutput(`${parts.name} takes JSON arguments`);
      const args = parseArguments(parts.arguments, payload.arguments);
      return args.ok ? parts.run({ args: args.value, callId }, ports, turn, signal) : failedOutput(args.text);
    },
  };
}
