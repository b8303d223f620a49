import type { OutputItemAdded, OutputItemDone } from "./output-item.ts";

/** Token counts of one response, as a test wants to name them. */
export interface ScriptedUsage {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  readonly reasoning: number;
}

/** One server event of the Responses API stream, in the form it has on the wire. */
export type ModelEvent =
  | OutputItemDone
  | OutputItemAdded
  | { readonly type: "response.created"; readonly response: { readonly id: string } }
  | { readonly type: "response.output_text.delta"; readonly delta: string }
  | {
      readonly type: "response.reasoning_summary_text.delta";
      readonly delta: string;
      readonly summary_index: number;
    }
  | { readonly type: "response.reasoning_text.delta"; readonly delta: string; readonly content_index: number }
  | { readonly type: "response.reasoning_summary_part.added"; readonly summary_index: number }
  | {
      readonly type: "response.completed";
      readonly response: { readonly id: string; readonly usage?: WireUsage };
    }
  | {
      readonly type: "response.failed";
      readonly response: {
        readonly id: string;
        readonly error: { readonly code: string; readonly message: string };
      };
    }
  | OtherEvent;

/** An event whose type this package has no builder for: new on the server, or made up by a test. */
export interface OtherEvent {
  readonly type: `x.${string}` | "response.incomplete" | "response.done" | "codex.rate_limits" | "error";
  readonly [field: string]: unknown;
}

interface WireUsage {
  readonly input_tokens: number;
  readonly input_tokens_details: { readonly cached_tokens: number };
  readonly output_tokens: number;
  readonly output_tokens_details: { readonly reasoning_tokens: number };
  readonly total_tokens: number;
}

/** The first event of a response. */
export function created(id: string): ModelEvent {
  return { type: "response.created", response: { id } };
}

/** The last event of a good response; without `usage` the server tells no token counts. */
export function completed(id: string, usage?: ScriptedUsage): ModelEvent {
  if (!usage) return { type: "response.completed", response: { id } };
  const wire: WireUsage = {
    input_tokens: usage.input,
    input_tokens_details: { cached_tokens: usage.cached },
    output_tokens: usage.output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: usage.input + usage.output,
  };
  return { type: "response.completed", response: { id, usage: wire } };
}

/** The server gives up on the response: `code` decides whether a client may try again. */
export function failed(code: string, message: string): ModelEvent {
  return { type: "response.failed", response: { id: "resp-failed", error: { code, message } } };
}

/** A piece of the text of the message that was announced last. */
export function textDelta(delta: string): ModelEvent {
  return { type: "response.output_text.delta", delta };
}

/** A piece of a reasoning summary; parts are counted from 0. */
export function reasoningSummaryDelta(delta: string, summaryIndex: number): ModelEvent {
  return { type: "response.reasoning_summary_text.delta", delta, summary_index: summaryIndex };
}

/** A piece of raw reasoning, which only some servers show. */
export function reasoningTextDelta(delta: string, contentIndex: number): ModelEvent {
  return { type: "response.reasoning_text.delta", delta, content_index: contentIndex };
}

/** A new part of the reasoning summary begins. */
export function reasoningSummaryPart(summaryIndex: number): ModelEvent {
  return { type: "response.reasoning_summary_part.added", summary_index: summaryIndex };
}
