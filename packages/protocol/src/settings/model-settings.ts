/** Settings that shape a model request. */
import * as z from "zod/mini";

export const ReasoningEffort = z.enum(["none", "minimal", "low", "medium", "high", "xhigh"]);
/** How long the model may think. */
export type ReasoningEffort = z.infer<typeof ReasoningEffort>;

export const ReasoningSummary = z.enum(["auto", "concise", "detailed", "none"]);
/** How much of the model's reasoning it summarises for the user. */
export type ReasoningSummary = z.infer<typeof ReasoningSummary>;

export const Verbosity = z.enum(["low", "medium", "high"]);
/** How much the model writes. */
export type Verbosity = z.infer<typeof Verbosity>;

export const Personality = z.enum(["none", "friendly", "pragmatic"]);
/** The tone of voice, where a model has texts for it. */
export type Personality = z.infer<typeof Personality>;

export const WebSearchMode = z.enum(["disabled", "cached", "live"]);
/** Whether the model's own web search is offered, and whether it may leave the cache. */
export type WebSearchMode = z.infer<typeof WebSearchMode>;

/** Read from older files, never written. */
const LEGACY_MODES = ["code", "pair_programming", "execute", "custom"];

export const ModeKind = z.pipe(
  z.transform((value) => (typeof value === "string" && LEGACY_MODES.includes(value) ? "default" : value)),
  z.enum(["plan", "default"]),
);
/** The collaboration mode: plan first, or work. */
export type ModeKind = z.infer<typeof ModeKind>;

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

export const TruncationPolicy = z.object({ mode: z.enum(["bytes", "tokens"]), limit: z.number() });
/** How much of a tool's output the model is shown; one token counts as four bytes. */
export type TruncationPolicy = z.infer<typeof TruncationPolicy>;
