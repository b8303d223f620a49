/** The model-visible items of one thread, oldest first. */
import type { ResponseItem, TruncationPolicy } from "@codex-ts/protocol";
import { truncateForHistory } from "./truncate-output.ts";
import { dropLastUserTurns } from "./turn-boundaries.ts";

/** A thread's items in memory. */
export interface History {
  /** A snapshot: later changes do not show in it. */
  items(): readonly ResponseItem[];
  /** Appends items, tool outputs cut to the policy in force. System messages are never kept. */
  record(items: readonly ResponseItem[]): void;
  /** Takes the given items as they are, in place of all. */
  replace(items: readonly ResponseItem[]): void;
  /** Undoes the last `count` user turns; the preamble before the first stays. */
  dropLastUserTurns(count: number): void;
}

/** What a history starts with, and how it cuts. */
export interface HistoryOptions {
  readonly items: readonly ResponseItem[];
  /** Asked at every `record`, because the policy belongs to the model and the model may change. */
  readonly truncation: () => TruncationPolicy;
}

/** False for items that no request may carry: messages of the system role. */
function isRecordable(item: ResponseItem): boolean {
  return item.type !== "message" || item.role !== "system";
}

/** Makes a history that starts with the given items, taken as they are. */
export function createHistory({ items, truncation }: HistoryOptions): History {
  let current: ResponseItem[] = [...items];
  // Made when somebody looks, so that recording one item costs the same however long the history is.
  let snapshot: readonly ResponseItem[] | undefined;
  const change = (next: ResponseItem[]) => {
    current = next;
    snapshot = undefined;
  };
  return {
    items() {
      snapshot ??= [...current];
      return snapshot;
    },
    record(added) {
      const policy = truncation();
      for (const item of added) if (isRecordable(item)) current.push(truncateForHistory(item, policy));
      snapshot = undefined;
    },
    replace: (next) => change([...next]),
    dropLastUserTurns: (count) => change(dropLastUserTurns(current, count)),
  };
}
