/** The model's plan. */
import * as z from "zod/mini";

export const StepStatus = z.enum(["pending", "in_progress", "completed"]);
/** How far a step of the plan has come. */
export type StepStatus = z.infer<typeof StepStatus>;

export const PlanStep = z.strictObject({ step: z.string(), status: StepStatus });
/** One step of the model's plan. */
export type PlanStep = z.infer<typeof PlanStep>;
