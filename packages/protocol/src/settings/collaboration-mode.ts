/** Collaboration modes with their settings. */
import * as z from "zod/mini";
import { ModeKind } from "./mode-kind.ts";
import { ReasoningEffort } from "./model-settings.ts";

export const CollaborationSettings = z.object({
  model: z.string(),
  reasoning_effort: z._default(z.nullable(ReasoningEffort), null),
  developer_instructions: z._default(z.nullable(z.string()), null),
});
/** The model settings that a mode drives. */
export type CollaborationSettings = z.infer<typeof CollaborationSettings>;

export const CollaborationMode = z.object({ mode: ModeKind, settings: CollaborationSettings });
/** A mode with the model settings that it drives. */
export type CollaborationMode = z.infer<typeof CollaborationMode>;
