/** The model-visible history of a thread. */
import type { ResponseItem } from "@codex-ts/protocol";

/** Items in memory and in the rollout, kept in step. */
export interface HistoryLog {
  /** Appends items (tool outputs are cut to the turn's budget) and announces each as a raw item. */
  record(items: readonly ResponseItem[]): void;
  /** The items as they are, oldest first; not normalised for a prompt. */
  items(): readonly ResponseItem[];
}
