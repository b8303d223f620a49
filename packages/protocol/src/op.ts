/** What a session can be asked to do. */
import type { ReviewDecision } from "./command.ts";
import type { JsonValue } from "./json.ts";
import type {
  CollaborationMode,
  Personality,
  ReasoningEffort,
  ReasoningSummary,
} from "./settings/model-settings.ts";
import type { ApprovalPolicy, SandboxPolicy } from "./settings/policies.ts";
import type { UserInput } from "./user-input.ts";

/** Settings that last beyond one turn; an absent key keeps its value, `effort: null` clears it. */
export interface SettingsOverride {
  readonly cwd?: string;
  readonly approval_policy?: ApprovalPolicy;
  readonly sandbox_policy?: SandboxPolicy;
  readonly model?: string;
  readonly effort?: ReasoningEffort | null;
  readonly summary?: ReasoningSummary;
  readonly collaboration_mode?: CollaborationMode;
  readonly personality?: Personality;
}

/** One request to a session. */
export type Op =
  | { readonly type: "interrupt" }
  | { readonly type: "clean_background_terminals" }
  | {
      readonly type: "user_input";
      readonly items: readonly UserInput[];
      readonly final_output_json_schema?: JsonValue;
    }
  | ({ readonly type: "override_turn_context" } & SettingsOverride)
  | {
      readonly type: "exec_approval";
      readonly id: string;
      readonly turn_id?: string;
      readonly decision: ReviewDecision;
    }
  | { readonly type: "patch_approval"; readonly id: string; readonly decision: ReviewDecision }
  | { readonly type: "compact" }
  | { readonly type: "shutdown" };

/** The tag of an op. */
export type OpType = Op["type"];
/** The op with a given tag. */
export type OpOf<Type extends OpType> = Extract<Op, { type: Type }>;

/** An op with its id. */
export interface Submission {
  readonly id: string;
  readonly op: Op;
}
