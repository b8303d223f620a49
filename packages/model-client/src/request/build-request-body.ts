/** The JSON body of a request, with its keys in the order of Codex 0.99.0. */
import type { JsonValue, ReasoningEffort, ReasoningSummary, ToolSpec, Verbosity } from "@codex-ts/protocol";
import type { CompactPrompt, Prompt } from "../prompt.ts";
import { toWireItems, type WireItem } from "./wire-item.ts";

/** The body of `POST /responses`; a WebSocket frame has the same members behind its `type`. */
export interface RequestBody {
  readonly model: string;
  readonly instructions: string;
  readonly input: readonly WireItem[];
  readonly tools: readonly ToolSpec[];
  readonly tool_choice: "auto";
  readonly parallel_tool_calls: boolean;
  readonly reasoning: { readonly effort?: ReasoningEffort; readonly summary?: ReasoningSummary } | null;
  readonly store: boolean;
  readonly stream: true;
  readonly include: readonly string[];
  readonly prompt_cache_key: string;
  readonly text?: TextMember;
}

interface TextMember {
  readonly verbosity?: Verbosity;
  readonly format?: {
    readonly type: "json_schema";
    readonly strict: true;
    readonly schema: JsonValue;
    readonly name: "codex_output_schema";
  };
}

/** What a body depends on besides the prompt. */
export interface RequestBodyOptions {
  /** Keys the server's prompt cache. */
  readonly threadId: string;
  /** Azure stores responses and wants the items' ids back. */
  readonly isAzure: boolean;
}

/** Builds the body of a streaming request. */
export function buildRequestBody(prompt: Prompt, options: RequestBodyOptions): RequestBody {
  const text = textMember(prompt);
  return {
    model: prompt.model,
    instructions: prompt.instructions,
    input: toWireItems(prompt.input, { withIds: options.isAzure }),
    tools: prompt.tools,
    tool_choice: "auto",
    parallel_tool_calls: prompt.parallelToolCalls,
    reasoning: reasoningMember(prompt),
    store: options.isAzure,
    stream: true,
    include: prompt.reasoning ? ["reasoning.encrypted_content"] : [],
    prompt_cache_key: options.threadId,
    ...(text && { text }),
  };
}

/** The body of `POST /responses/compact`. */
export interface CompactBody {
  readonly model: string;
  readonly input: readonly WireItem[];
  readonly instructions: string;
}

/** Builds the body of a compaction request. */
export function buildCompactBody(prompt: CompactPrompt): CompactBody {
  return {
    model: prompt.model,
    input: toWireItems(prompt.input, { withIds: false }),
    instructions: prompt.instructions,
  };
}

function reasoningMember({ reasoning }: Prompt): RequestBody["reasoning"] {
  if (!reasoning) return null;
  const { effort, summary } = reasoning;
  return { ...(effort && { effort }), ...(summary && summary !== "none" && { summary }) };
}

function textMember({ text }: Prompt): TextMember | undefined {
  const { verbosity, outputSchema } = text;
  if (verbosity === undefined && outputSchema === undefined) return undefined;
  return {
    ...(verbosity && { verbosity }),
    ...(outputSchema !== undefined && {
      format: { type: "json_schema", strict: true, schema: outputSchema, name: "codex_output_schema" },
    }),
  };
}
