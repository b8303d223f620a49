/** Ops that start, shape and end turns. */
import * as z from "zod/mini";
import { JsonValue } from "../json.ts";
import { ReviewTarget } from "../review.ts";
import { CollaborationMode } from "../settings/collaboration-mode.ts";
import { Personality, ReasoningEffort, ReasoningSummary } from "../settings/model-settings.ts";
import { ApprovalPolicy } from "../settings/policies.ts";
import { SandboxPolicy } from "../settings/sandbox-policy.ts";
import { UserInput } from "../user-input.ts";

const items = z.readonly(z.array(UserInput));

const settings = {
  cwd: z.exactOptional(z.string()),
  approval_policy: z.exactOptional(ApprovalPolicy),
  sandbox_policy: z.exactOptional(SandboxPolicy),
  model: z.exactOptional(z.string()),
  effort: z.exactOptional(z.nullable(ReasoningEffort)),
  summary: z.exactOptional(ReasoningSummary),
  /** Wins over `model` and `effort`. */
  collaboration_mode: z.exactOptional(CollaborationMode),
  personality: z.exactOptional(Personality),
};

export const SettingsOverride = z.object(settings);
/** Settings that last beyond one turn; an absent key keeps its value, `effort: null` clears it. */
export type SettingsOverride = Readonly<z.infer<typeof SettingsOverride>>;

export const turnOps = [
  /** Stops what runs, and all background terminals. */
  z.object({ type: z.literal("interrupt") }),
  z.object({ type: z.literal("clean_background_terminals") }),
  /** Starts a turn with the settings in force, or joins the running one. */
  z.object({
    type: z.literal("user_input"),
    items,
    /** A JSON Schema for the last message of this turn only. */
    final_output_json_schema: z.exactOptional(JsonValue),
  }),
  /** The same with a change of settings, which lasts. Not of 0.99.0: later releases have it under this name. */
  z.object({
    type: z.literal("user_input_with_turn_context"),
    items,
    final_output_json_schema: z.exactOptional(JsonValue),
    ...settings,
  }),
  /** The same with a full set of settings. */
  z.object({
    type: z.literal("user_turn"),
    items,
    cwd: z.string(),
    approval_policy: ApprovalPolicy,
    sandbox_policy: SandboxPolicy,
    model: z.string(),
    effort: z.exactOptional(z.nullable(ReasoningEffort)),
    summary: ReasoningSummary,
    final_output_json_schema: z.exactOptional(z.nullable(JsonValue)),
    collaboration_mode: z.exactOptional(z.nullable(CollaborationMode)),
    personality: z.exactOptional(z.nullable(Personality)),
  }),
  z.object({
    type: z.literal("override_turn_context"),
    ...settings,
    /** Read and passed on; it means nothing outside of Windows. */
    windows_sandbox_level: z.exactOptional(z.string()),
  }),
  z.object({ type: z.literal("compact") }),
  /** Puts files back to the last snapshot. */
  z.object({ type: z.literal("undo") }),
  z.object({
    type: z.literal("review"),
    review_request: z.object({
      target: ReviewTarget,
      user_facing_hint: z.exactOptional(z.nullable(z.string())),
    }),
  }),
  /** Runs what the user typed behind `!`. */
  z.object({ type: z.literal("run_user_shell_command"), command: z.string() }),
] as const;
