/** The body of `POST /chat/completions`. */
import type { JsonValue, ToolSpec } from "@codex-ts/protocol";
import type { Prompt } from "../prompt.ts";
import { type ChatMessage, type ReasoningMember, toChatMessages } from "./chat-messages.ts";

/** A streaming request in the form that local servers understand. */
export interface ChatBody {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ChatTool[];
  readonly tool_choice?: "auto";
  readonly parallel_tool_calls?: boolean;
  readonly reasoning_effort?: string;
  readonly verbosity?: string;
  readonly response_format?: JsonValue;
  readonly stream: true;
  readonly stream_options: { readonly include_usage: true };
}

interface ChatTool {
  readonly type: "function";
  readonly function: {
    readonly name: string;
    readonly description: string;
    readonly parameters: JsonValue;
  };
}

/** Builds the body. Members that say nothing are left out, as some servers refuse what they do not expect. */
export function buildChatBody(prompt: Prompt, reasoningMember: ReasoningMember): ChatBody {
  const tools = prompt.tools.flatMap(toChatTool);
  const effort = prompt.reasoning?.effort;
  const { verbosity, outputSchema } = prompt.text;
  return {
    model: prompt.model,
    messages: toChatMessages(prompt.instructions, prompt.input, reasoningMember),
    ...(tools.length > 0 && {
      tools,
      tool_choice: "auto",
      parallel_tool_calls: prompt.parallelToolCalls,
    }),
    ...(effort && { reasoning_effort: effort }),
    ...(verbosity && { verbosity }),
    ...(outputSchema !== undefined && {
      response_format: {
        type: "json_schema",
        json_schema: { name: "codex_output_schema", strict: true, schema: outputSchema },
      },
    }),
    stream: true,
    stream_options: { include_usage: true },
  };
}

/** The one argument in which a freeform tool's text travels. */
export const FREEFORM_ARGUMENT = "input";

/** Tools that the Responses API runs itself have no counterpart here. */
function toChatTool(tool: ToolSpec): readonly ChatTool[] {
  switch (tool.type) {
    case "function": {
      const { name, description, parameters } = tool;
      return [{ type: "function", function: { name, description, parameters: parameters as JsonValue } }];
    }
    case "custom":
      return [{ type: "function", function: freeformFunction(tool) }];
    case "local_shell":
    case "web_search":
      return [];
  }
}

function freeformFunction(tool: Extract<ToolSpec, { readonly type: "custom" }>): ChatTool["function"] {
  const { name, format } = tool;
  return {
    name,
    // The hint against JSON that freeform tools carry is wrong for a function.
    description: `Takes one text, \`${FREEFORM_ARGUMENT}\`, that follows this ${format.syntax} grammar:\n${format.definition}`,
    parameters: {
      type: "object",
      properties: {
        [FREEFORM_ARGUMENT]: { type: "string", description: `The whole text for ${name}.` },
      },
      required: [FREEFORM_ARGUMENT],
      additionalProperties: false,
    },
  };
}

/** Names of the tools whose calls become freeform again. */
export function freeformTools(prompt: Prompt): ReadonlySet<string> {
  return new Set(prompt.tools.flatMap((tool) => (tool.type === "custom" ? [tool.name] : [])));
}
