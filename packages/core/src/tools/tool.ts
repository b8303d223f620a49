/** What a tool is, what calls it, and what it gives back. */
import type {
  CallId,
  LocalShellCallItem,
  ResponseItem,
  ToolOutputContent,
  ToolSpec,
} from "@codex-ts/protocol";
import type { TurnContext } from "../ports/turn-context.ts";
import type { ToolPorts } from "./tool-ports.ts";

/** How the model wrote its call. */
export type ToolPayload =
  | { readonly kind: "function"; readonly arguments: string }
  | { readonly kind: "custom"; readonly input: string }
  | { readonly kind: "local-shell"; readonly action: LocalShellCallItem["action"] };

/** One call of the model. */
export interface ToolCall {
  readonly callId: CallId;
  readonly name: string;
  readonly payload: ToolPayload;
}

/** What goes back to the model. A refusal or a failed run is also an output, told in words. */
export interface ToolOutput {
  readonly content: string | readonly ToolOutputContent[];
  /** What the model is told besides, right before the output. */
  readonly notes?: readonly ResponseItem[];
  /** True when the call did not do what it was asked for; the model reads so in the content, this is for telemetry. */
  readonly hasFailed?: boolean;
}

/**
 * A spec: the model is shown the tool. `hidden`: the model is not, but may call it all the same, since models
 * remember tools of other programs. `none`: a call is answered like that of any unknown tool.
 */
export type ToolOffer = ToolSpec | "hidden" | "none";

/** A built-in tool. It never sees a session: only the turn's value, its ports and a signal. */
export interface Tool {
  readonly name: string;
  /** Kinds of call that it understands; none for a tool that the server runs. */
  readonly accepts: readonly ToolPayload["kind"][];
  /** True when it may run beside other parallel tools. */
  readonly isParallel: boolean;
  /** True when a call may change the user's files, which then have to be kept first. */
  readonly changesFiles?: true;
  /** What this turn knows of it. */
  offer(turn: TurnContext): ToolOffer;
  /**
   * Runs one call. Throws only for faults of ours; when the signal aborts it stops what it started and soon
   * after rejects, or returns what it knows.
   */
  run(ports: ToolPorts, turn: TurnContext, call: ToolCall, signal: AbortSignal): Promise<ToolOutput>;
}

/** An output that is one text. */
export function textOutput(text: string): ToolOutput {
  return { content: text };
}

/** A refusal or a failure, told in words. */
export function failedOutput(text: string): ToolOutput {
  return { content: text, hasFailed: true };
}
