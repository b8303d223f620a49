/** What a turn asks of the model, before it takes the form of a transport. */
import type {
  JsonValue,
  ReasoningEffort,
  ReasoningSummary,
  ResponseItem,
  ToolSpec,
  Verbosity,
} from "@codex-ts/protocol";

/** How the model shall reason; a missing member leaves the choice to the server. */
export interface ReasoningRequest {
  readonly effort?: ReasoningEffort | undefined;
  /** `none` asks for no summary: the member is then not sent. */
  readonly summary?: ReasoningSummary | undefined;
}

/** The form of the answer. */
export interface TextRequest {
  readonly verbosity?: Verbosity | undefined;
  /** A JSON Schema that the final answer has to follow. */
  readonly outputSchema?: JsonValue | undefined;
}

/** One request to the model. */
export interface Prompt {
  /** The slug from the catalogue, not the name that the user configured. */
  readonly model: string;
  /** The session's base instructions. */
  readonly instructions: string;
  readonly input: readonly ResponseItem[];
  readonly tools: readonly ToolSpec[];
  readonly parallelToolCalls: boolean;
  /** Null for models that know no reasoning. */
  readonly reasoning: ReasoningRequest | null;
  readonly text: TextRequest;
}

/** A history that the server shall summarise. */
export type CompactPrompt = Pick<Prompt, "model" | "instructions" | "input">;
