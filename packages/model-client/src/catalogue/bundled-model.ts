/** What the program knows of a model without asking a server. */
import type { ModelInfo, ReasoningEffort, TruncationPolicy, Verbosity } from "@codex-ts/protocol";

/** Names the base instructions that a model works with; the texts live with the prompts. */
export type PromptFamily =
  | "generic"
  | "gpt-5"
  | "gpt-5-codex"
  | "gpt-5.1"
  | "gpt-5.1-codex-max"
  | "gpt-5.2"
  | "gpt-5.2-codex"
  | "gpt-5.3-codex";

/** A catalogue entry without its texts; `toModelInfo` joins the two. */
export interface BundledModel {
  readonly slug: string;
  readonly display_name: string;
  readonly description: string | null;
  readonly default_reasoning_level: ReasoningEffort | null;
  readonly supported_reasoning_levels: readonly {
    readonly effort: ReasoningEffort;
    readonly description: string;
  }[];
  readonly shell_type: ModelInfo["shell_type"];
  readonly visibility: ModelInfo["visibility"];
  readonly supported_in_api: boolean;
  /** Lower comes first. */
  readonly priority: number;
  /** The slug of the model that users are asked to move to. */
  readonly upgradeTo: string | null;
  readonly promptFamily: PromptFamily;
  /** True when the instructions have a place for the personality's text. */
  readonly hasPersonality: boolean;
  readonly supports_reasoning_summaries: boolean;
  readonly support_verbosity: boolean;
  readonly default_verbosity: Verbosity | null;
  readonly apply_patch_tool_type: "freeform" | "function" | null;
  readonly truncation_policy: TruncationPolicy;
  readonly supports_parallel_tool_calls: boolean;
  /** Tokens. */
  readonly context_window: number;
  readonly auto_compact_token_limit: number | null;
  readonly effective_context_window_percent: number;
  readonly experimental_supported_tools: readonly string[];
  readonly input_modalities: readonly ("text" | "image")[];
  readonly prefer_websockets: boolean;
}

/** The texts of a model. */
export interface ModelTexts {
  readonly baseInstructions: string;
  /** Undefined for a model without personality. */
  readonly modelMessages: ModelInfo["model_messages"];
  /** Markdown that explains the move to `upgradeTo`. */
  readonly migrationMarkdown: string;
}

/** The complete entry, as a server would have sent it. */
export function toModelInfo(model: BundledModel, texts: ModelTexts): ModelInfo {
  const { upgradeTo, promptFamily: _family, hasPersonality: _personality, ...known } = model;
  return {
    ...known,
    supported_reasoning_levels: [...model.supported_reasoning_levels],
    experimental_supported_tools: [...model.experimental_supported_tools],
    input_modalities: [...model.input_modalities],
    upgrade: upgradeTo === null ? null : { model: upgradeTo, migration_markdown: texts.migrationMarkdown },
    base_instructions: texts.baseInstructions,
    model_messages: texts.modelMessages ?? null,
  };
}
