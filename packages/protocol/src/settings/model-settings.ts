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
