/** What a caller decides before a session opens: values only. */
import type {
  DynamicToolSpec,
  Personality,
  RolloutItem,
  SessionSource,
  ThreadId,
  WebSearchMode,
} from "@codex-ts/protocol";
import type { StoredItem } from "@codex-ts/state";
import type { ShellSettings, ToolSettings } from "../ports/turn-context.ts";
import type { ModelOverrides } from "./resolve-model.ts";
import type { SessionSettings } from "./session-settings.ts";

/** What a thread starts from. */
export type InitialHistory =
  | { readonly kind: "new" }
  | {
      readonly kind: "resumed";
      /** The rollout that is appended to. */
      readonly path: string;
      readonly items: readonly RolloutItem[];
    }
  | {
      /** A new thread that begins with what another one had. */
      readonly kind: "forked";
      readonly fromId: ThreadId;
      readonly items: readonly RolloutItem[];
      /** The lines of the other rollout, which the new one begins with. */
      readonly stored: readonly StoredItem[];
    };

/** Texts that the configuration gives. */
export interface SessionInstructions {
  /** Replaces the model's own base instructions. */
  readonly base: string | undefined;
  readonly developer: string | undefined;
  /** AGENTS.md files, joined; the skills section is added behind them. */
  readonly user: string | undefined;
  readonly compactPrompt: string | undefined;
}

/** Everything that stays fixed while the session lives. */
export interface SessionOptions {
  readonly threadId: ThreadId;
  readonly source: SessionSource;
  readonly originator: string;
  /** Our version, as it stands in rollouts. */
  readonly version: string;
  /** The state directory. */
  readonly home: string;
  readonly providerId: string;
  readonly settings: SessionSettings;
  readonly instructions: SessionInstructions;
  readonly modelOverrides: ModelOverrides;
  /** Reviews with this model; undefined takes the one in force. */
  readonly reviewModel: string | undefined;
  readonly tools: Omit<ToolSettings, "webSearch">;
  /** The model's own web search, under a sandbox and with full access. */
  readonly webSearch: { readonly confined: WebSearchMode; readonly fullAccess: WebSearchMode };
  /** Tools that the client runs itself. */
  readonly dynamicTools: readonly DynamicToolSpec[];
  /** How many agents may be open at the same time. */
  readonly maxAgents: number;
  readonly shell: ShellSettings;
  /** True runs commands of login shells from a snapshot of the login environment. */
  readonly usesShellSnapshot?: boolean;
  /** True asks the user for variables that a skill needs and commands do not have. */
  readonly asksForSkillVariables?: boolean;
  /** Spoken for models that have no personality set; undefined when the feature is off. */
  readonly defaultPersonality: Personality | undefined;
  readonly showRawReasoning: boolean;
  /** Program and arguments to run after each turn; a JSON argument is added. */
  readonly notify: readonly string[] | undefined;
  /** True keeps the thread off the disk. */
  readonly isEphemeral: boolean;
  readonly initialHistory: InitialHistory;
  /** Told to the client right after the session is configured. */
  readonly startupWarnings: readonly string[];
}
