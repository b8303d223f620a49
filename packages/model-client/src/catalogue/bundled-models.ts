/** The models that Codex 0.99.0 ships with, as data. */
import type { ReasoningEffort, Verbosity } from "@codex-ts/protocol";
import type { BundledModel, PromptFamily } from "./bundled-model.ts";

/** What the efforts mean to a user who picks one. */
const EFFORTS: Readonly<Record<"minimal" | "low" | "medium" | "high" | "xhigh", string>> = {
  minimal: "Answers almost at once, with next to no reasoning",
  low: "Quick answers with little reasoning",
  medium: "A balance of speed and depth for everyday work",
  high: "Thorough reasoning for hard problems",
  xhigh: "The deepest reasoning, for the hardest problems",
};

/** What differs between the entries; everything else is the same for all of them. */
interface Row {
  readonly slug: string;
  readonly description: string;
  readonly priority: number;
  readonly isListed: boolean;
  readonly efforts: readonly (keyof typeof EFFORTS)[];
  readonly shell: "default" | "shell_command";
  readonly patch: "freeform" | null;
  /** Undefined: the model takes no verbosity. Null: it does, without a default. */
  readonly verbosity: Verbosity | null | undefined;
  readonly truncation: "tokens" | "bytes";
  readonly isParallel: boolean;
  readonly hasPersonality: boolean;
  readonly family: PromptFamily;
}

const LOW_TO_HIGH = ["low", "medium", "high"] as const;
const LOW_TO_XHIGH = ["low", "medium", "high", "xhigh"] as const;

const CODEX = {
  shell: "shell_command",
  patch: "freeform",
  verbosity: undefined,
  truncation: "tokens",
  isParallel: false,
  hasPersonality: false,
} as const;

/** The newest model; the others name it as their successor. */
const SUCCESSOR = "gpt-5.3-codex";

const ROWS: readonly Row[] = [
  {
    ...CODEX,
    slug: "gpt-5.3-codex",
    description: "The newest coding model.",
    priority: 0,
    isListed: false,
    efforts: LOW_TO_XHIGH,
    verbosity: "low",
    isParallel: true,
    hasPersonality: true,
    family: "gpt-5.3-codex",
  },
  {
    ...CODEX,
    slug: "gpt-5.2-codex",
    description: "A strong coding model for long tasks.",
    priority: 1,
    isListed: true,
    efforts: LOW_TO_XHIGH,
    isParallel: true,
    hasPersonality: true,
    family: "gpt-5.2-codex",
  },
  {
    ...CODEX,
    slug: "gpt-5.1-codex-max",
    description: "A coding model for deep and fast reasoning.",
    priority: 2,
    isListed: true,
    efforts: LOW_TO_XHIGH,
    family: "gpt-5.1-codex-max",
  },
  {
    ...CODEX,
    slug: "gpt-5.1-codex",
    description: "A coding model of the 5.1 generation.",
    priority: 3,
    isListed: false,
    efforts: LOW_TO_HIGH,
    family: "gpt-5-codex",
  },
  {
    ...CODEX,
    slug: "gpt-5.2",
    description: "A general model with wide knowledge.",
    priority: 4,
    isListed: true,
    efforts: LOW_TO_XHIGH,
    verbosity: "low",
    truncation: "bytes",
    isParallel: true,
    family: "gpt-5.2",
  },
  {
    ...CODEX,
    slug: "gpt-5.1",
    description: "A general model of the 5.1 generation.",
    priority: 5,
    isListed: false,
    efforts: LOW_TO_HIGH,
    verbosity: "low",
    truncation: "bytes",
    isParallel: true,
    family: "gpt-5.1",
  },
  {
    ...CODEX,
    slug: "gpt-5-codex",
    description: "A coding model of the first generation.",
    priority: 8,
    isListed: false,
    efforts: LOW_TO_HIGH,
    family: "gpt-5-codex",
  },
  {
    ...CODEX,
    slug: "gpt-5",
    description: "A general model of the first generation.",
    priority: 9,
    isListed: false,
    efforts: ["minimal", ...LOW_TO_HIGH],
    shell: "default",
    patch: null,
    verbosity: null,
    truncation: "bytes",
    family: "gpt-5",
  },
  {
    ...CODEX,
    slug: "gpt-5.1-codex-mini",
    description: "A small coding model: cheaper and faster, less able.",
    priority: 10,
    isListed: true,
    efforts: ["medium", "high"],
    family: "gpt-5-codex",
  },
  {
    ...CODEX,
    slug: "gpt-5-codex-mini",
    description: "A small coding model of the first generation.",
    priority: 11,
    isListed: false,
    efforts: ["medium", "high"],
    family: "gpt-5-codex",
  },
];

/** All bundled models, best first. */
export const BUNDLED_MODELS: readonly BundledModel[] = ROWS.map(toModel);

function toModel(row: Row): BundledModel {
  return {
    slug: row.slug,
    display_name: row.slug,
    description: row.description,
    default_reasoning_level: "medium" satisfies ReasoningEffort,
    supported_reasoning_levels: row.efforts.map((effort) => ({ effort, description: EFFORTS[effort] })),
    shell_type: row.shell,
    visibility: row.isListed ? "list" : "hide",
    supported_in_api: true,
    priority: row.priority,
    upgradeTo: row.slug === SUCCESSOR ? null : SUCCESSOR,
    promptFamily: row.family,
    hasPersonality: row.hasPersonality,
    supports_reasoning_summaries: true,
    support_verbosity: row.verbosity !== undefined,
    default_verbosity: row.verbosity ?? null,
    apply_patch_tool_type: row.patch,
    truncation_policy: { mode: row.truncation, limit: 10_000 },
    supports_parallel_tool_calls: row.isParallel,
    context_window: 272_000,
    auto_compact_token_limit: null,
    effective_context_window_percent: 95,
    experimental_supported_tools: [],
    input_modalities: ["text", "image"],
    prefer_websockets: false,
  };
}
