/** Everything that is fixed for one turn: a plain value, never edited while the turn runs. */
import type {
  ApprovalPolicy,
  CollaborationMode,
  JsonValue,
  ModelInfo,
  Personality,
  ReasoningEffort,
  ReasoningSummary,
  SandboxPolicy,
  ThreadId,
  TruncationPolicy,
  TurnId,
  Verbosity,
  WebSearchMode,
} from "@codex-ts/protocol";

/** The model of a turn and how it is asked to work. */
export interface ModelSettings {
  readonly info: ModelInfo;
  /** True when texts for it have to be short. */
  readonly hasLittleRoom: boolean;
  /** Undefined leaves the choice to the model's default. */
  readonly effort: ReasoningEffort | undefined;
  readonly summary: ReasoningSummary;
  readonly verbosity: Verbosity | undefined;
  /** Tokens that may be used, after the reserve of the catalogue entry. */
  readonly contextWindow: number | undefined;
  /** Tokens at which the history is compacted; undefined means never. */
  readonly autoCompactLimit: number | undefined;
}

/** What tools may do in this turn. */
export interface PolicySettings {
  readonly approval: ApprovalPolicy;
  readonly sandbox: SandboxPolicy;
}

/** Texts that shape the model's behaviour. */
export interface InstructionTexts {
  /** Developer instructions of the configuration. */
  readonly developer: string | undefined;
  /** AGENTS.md files and the skills section, joined. */
  readonly user: string | undefined;
  /** Replaces the built-in compaction prompt. */
  readonly compactPrompt: string | undefined;
}

/** Which tools are offered. */
export interface ToolSettings {
  readonly unifiedExec: boolean;
  readonly shellTool: boolean;
  /** Offer `prefix_rule` with the approval parameters. */
  readonly requestRule: boolean;
  readonly freeformPatch: boolean;
  readonly collaborationModes: boolean;
  /** Offer the tools that have other agents work. */
  readonly collab: boolean;
  readonly webSearch: WebSearchMode;
  /** Keep the tools of MCP servers out of sight until the model has searched for them. */
  readonly toolSearch: boolean;
}

/** The user's shell: its type for the model, its path for us. */
export interface ShellSettings {
  readonly name: "bash" | "zsh" | "sh" | "powershell" | "cmd";
  readonly path: string;
}

/** One turn's settings. */
export interface TurnContext {
  readonly threadId: ThreadId;
  readonly turnId: TurnId;
  /** Absolute. */
  readonly cwd: string;
  readonly model: ModelSettings;
  readonly policy: PolicySettings;
  readonly instructions: InstructionTexts;
  readonly collaborationMode: CollaborationMode;
  readonly personality: Personality | undefined;
  readonly truncation: TruncationPolicy;
  readonly tools: ToolSettings;
  readonly shell: ShellSettings;
  /** JSON Schema that the last message of this turn must follow. */
  readonly outputSchema: JsonValue | undefined;
}
