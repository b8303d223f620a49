/** What clients are told about a turn. */
import * as z from "zod/mini";
import { Turn } from "./turn.ts";

const ofTurn = { threadId: z.string(), turnId: z.string() };

export const TurnStartedNotification = z.object({ threadId: z.string(), turn: Turn });
/** Params of `turn/started`: a turn began. */
export type TurnStartedNotification = z.infer<typeof TurnStartedNotification>;

export const TurnCompletedNotification = z.object({ threadId: z.string(), turn: Turn });
/** Params of `turn/completed`: a turn ended; its items were announced one by one before. */
export type TurnCompletedNotification = z.infer<typeof TurnCompletedNotification>;

export const TurnDiffUpdatedNotification = z.object({ ...ofTurn, diff: z.string() });
/** Params of `turn/diff/updated`: the unified diff of all that the turn changed so far. */
export type TurnDiffUpdatedNotification = z.infer<typeof TurnDiffUpdatedNotification>;

export const TurnPlanStepStatus = z.enum(["pending", "inProgress", "completed"]);
/** How far a step of the plan has come. */
export type TurnPlanStepStatus = z.infer<typeof TurnPlanStepStatus>;

export const TurnPlanStep = z.object({ status: TurnPlanStepStatus, step: z.string() });
/** One step of the plan. */
export type TurnPlanStep = z.infer<typeof TurnPlanStep>;

export const TurnPlanUpdatedNotification = z.object({
  ...ofTurn,
  plan: z.array(TurnPlanStep),
  explanation: z.nullable(z.string()),
});
/** Params of `turn/plan/updated`: the model has a new plan. */
export type TurnPlanUpdatedNotification = z.infer<typeof TurnPlanUpdatedNotification>;
