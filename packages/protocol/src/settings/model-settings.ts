/** Settings that shape a model request. */
import * as z from "zod/mini";
import {
  personalities,
  reasoningEfforts,
  reasoningSummaries,
  verbosities,
  webSearchModes,
} from "../words.ts";

export const ReasoningEffort = z.enum(reasoningEfforts);
/** How long the model may think. */
export type ReasoningEffort = z.infer<typeof ReasoningEffort>;

export const ReasoningSummary = z.enum(reasoningSummaries);
/** How much of the model's reasoning it summarises for the user. */
export type ReasoningSummary = z.infer<typeof ReasoningSummary>;

export const Verbosity = z.enum(verbosities);
/** How much the model writes. */
export type Verbosity = z.infer<typeof Verbosity>;

export const Personality = z.enum(personalities);
/** The tone of voice, where a model has texts for it. */
export type Personality = z.infer<typeof Personality>;

export const WebSearchMode = z.enum(webSearchModes);
/** Whether the model's own web search is offered, and whether it may leave the cache. */
export type WebSearchMode = z.infer<typeof WebSearchMode>;
