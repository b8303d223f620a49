/** From the chunks of a chat answer to the events of a response. */
import { isJsonObject, type ResponseEvent, type ResponseItem, type TokenUsage } from "@codex-ts/protocol";
import { type AssembledCall, createCallAssembler } from "./call-assembler.ts";
import { FREEFORM_ARGUMENT } from "./chat-body.ts";
import { badEnd, chatError } from "./chat-failure.ts";
import type { ReasoningMember } from "./chat-messages.ts";
import { createTextItems } from "./text-items.ts";

/** What the answer is read against. */
export interface ChatDecoderOptions {
  /** Names of the tools that were offered as functions but are freeform. */
  readonly freeform: ReadonlySet<string>;
  readonly isUsedCallId: (id: string) => boolean;
  readonly newCallId: () => string;
}

/** Reads one answer; make a new one for every request. */
export interface ChatDecoder {
  /** The events that a chunk causes. Throws `ModelError` for an error in it, or a bad end. */
  accept(chunk: Readonly<Record<string, unknown>>): readonly ResponseEvent[];
  /** True when nothing more has to come. */
  isComplete(): boolean;
  /** True when the model has ended its answer; token counts may still follow. */
  isFinished(): boolean;
  /** The last events, `completed` at their end. */
  finish(): readonly ResponseEvent[];
  /** The name under which this server tells reasoning; undefined when it told none. */
  reasoningMember(): ReasoningMember | undefined;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Makes a decoder. Reasoning and text become items as they come, calls when the model has ended. */
export function createChatDecoder(options: ChatDecoderOptions): ChatDecoder {
  const calls = createCallAssembler(options.isUsedCallId, options.newCallId);
  const texts = createTextItems();
  let responseId = "";
  let usage: TokenUsage | undefined;
  let isFinished = false;
  let isComplete = false;
  let member: ReasoningMember | undefined;

  function end(): ResponseEvent[] {
    isFinished = true;
    const called = calls.finish().map(
      (call): ResponseEvent => ({
        type: "item-completed",
        item: toCallItem(call, options.freeform),
      }),
    );
    return [...texts.close(), ...called];
  }

  function takeReasoning(delta: JsonObject): ResponseEvent[] {
    for (const name of ["reasoning_content", "reasoning"] as const) {
      const text = delta[name];
      if (typeof text !== "string" || text === "") continue;
      member = name;
      // Some servers send both names with the same text.
      return texts.addReasoning(text);
    }
    return [];
  }

  return {
    accept(chunk) {
      if (chunk["error"] != null) throw chatError(chunk["error"]);
      if (typeof chunk["id"] === "string") responseId ||= chunk["id"];
      usage = parseChatUsage(chunk["usage"]) ?? usage;
      const choice = Array.isArray(chunk["choices"]) ? chunk["choices"][0] : undefined;
      if (!isJsonObject(choice)) {
        isComplete ||= isFinished && usage !== undefined;
        return [];
      }
      const delta = [choice["delta"], choice["message"]].find(isJsonObject) ?? {};
      const events = [...takeReasoning(delta), ...texts.addText(textOf(delta["content"]))];
      calls.add(delta["tool_calls"]);
      const reason = choice["finish_reason"];
      if (typeof reason !== "string" || reason === "") return events;
      const failure = badEnd(reason);
      if (failure) throw failure;
      return [...events, ...end()];
    },
    isComplete: () => isComplete,
    isFinished: () => isFinished,
    finish: () => [...end(), { type: "completed", responseId, usage }],
    reasoningMember: () => member,
  };
}

function toCallItem(call: AssembledCall, freeform: ReadonlySet<string>): ResponseItem {
  const { id, name } = call;
  return freeform.has(name)
    ? {
        type: "custom_tool_call",
        status: "completed",
        call_id: id,
        name,
        input: freeformInput(call.arguments),
      }
    : { type: "function_call", name, arguments: call.arguments, call_id: id };
}

/** The text in the one argument; a model that wrote the text itself is understood too. */
function freeformInput(args: string): string {
  try {
    const value: unknown = JSON.parse(args);
    const input = isJsonObject(value) ? value[FREEFORM_ARGUMENT] : value;
    return typeof input === "string" ? input : args;
  } catch {
    return args;
  }
}

/** A text, or the texts of a list of parts. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .filter(isJsonObject)
    .map(({ text }) => (typeof text === "string" ? text : ""))
    .join("");
}

/** Token counts; undefined where a server tells none. A missing total is the sum. */
function parseChatUsage(usage: unknown): TokenUsage | undefined {
  if (!isJsonObject(usage)) return undefined;
  const { prompt_tokens: input, completion_tokens: output, total_tokens: total } = usage;
  if (typeof input !== "number") return undefined;
  const written = typeof output === "number" ? output : 0;
  return {
    input_tokens: input,
    cached_input_tokens: detail(usage["prompt_tokens_details"], "cached_tokens"),
    output_tokens: written,
    reasoning_output_tokens: detail(usage["completion_tokens_details"], "reasoning_tokens"),
    total_tokens: typeof total === "number" ? total : input + written,
  };
}

function detail(details: unknown, name: string): number {
  const value = isJsonObject(details) ? details[name] : undefined;
  return typeof value === "number" ? value : 0;
}
