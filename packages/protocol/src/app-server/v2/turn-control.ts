/** Starting, steering and interrupting turns. */
import * as z from "zod/mini";
import { CollaborationMode } from "../../settings/collaboration-mode.ts";
import { Personality, ReasoningEffort, ReasoningSummary } from "../../settings/model-settings.ts";
import { ApprovalPolicy } from "../../settings/policies.ts";
import { SandboxPolicy } from "./sandbox-policy.ts";
import { Turn } from "./turn.ts";
import { UserInput } from "./user-input.ts";

export const TurnStartParams = z.object({
  threadId: z.string(),
  cwd: z.nullish(z.string()),
  input: z.array(UserInput),
  approvalPolicy: z.nullish(ApprovalPolicy),
  /** Wins over model, effort and instructions. */
  collaborationMode: z.nullish(CollaborationMode),
  effort: z.nullish(ReasoningEffort),
  model: z.nullish(z.string()),
  /** A JSON Schema for the last message of this turn only. */
  outputSchema: z.optional(z.unknown()),
  personality: z.nullish(Personality),
  sandboxPolicy: z.nullish(SandboxPolicy),
  summary: z.nullish(ReasoningSummary),
});
/** Parameters of `turn/start`. Settings given here last for later turns too. */
export type TurnStartParams = z.infer<typeof TurnStartParams>;

export const TurnStartResponse = z.object({ turn: Turn });
/** Answer of `turn/start`: the turn, still without items. */
export type TurnStartResponse = z.infer<typeof TurnStartResponse>;

export const TurnSteerParams = z.object({
  threadId: z.string(),
  /** Refused unless this is the turn that runs. */
  expectedTurnId: z.string(),
  input: z.array(UserInput),
});
/** Parameters of `turn/steer`. The input joins the running turn. */
export type TurnSteerParams = z.infer<typeof TurnSteerParams>;

export const TurnSteerResponse = z.object({ turnId: z.string() });
/** Answer of `turn/steer`: the turn that took the input. */
export type TurnSteerResponse = z.infer<typeof TurnSteerResponse>;

export const TurnInterruptParams = z.object({ threadId: z.string(), turnId: z.string() });
/** Parameters of `turn/interrupt`. */
export type TurnInterruptParams = z.infer<typeof TurnInterruptParams>;

export const TurnInterruptResponse = z.object({});
/** Answer of `turn/interrupt`: success, and nothing to say about it. */
export type TurnInterruptResponse = z.infer<typeof TurnInterruptResponse>;
