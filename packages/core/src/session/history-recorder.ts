/** History in memory and in the rollout, kept in step. */
import { toWireItem } from "@codex-ts/model-client";
import type { ResponseItem, RolloutItem } from "@codex-ts/protocol";
import type { History } from "../history/history.ts";
import type { HistoryLog } from "../ports/history-log.ts";
import type { EventEmitter } from "./event-emitter.ts";

/** What a recorder writes to. */
export interface HistoryRecorderOptions {
  readonly history: History;
  readonly emitter: EventEmitter;
  /** Takes rollout items; undefined for an ephemeral thread. */
  readonly record: ((items: readonly RolloutItem[]) => void) | undefined;
}

/** The recorder of a thread. */
export interface HistoryRecorder {
  /** A log that announces raw items under the given submission. */
  forSubmission(id: string): HistoryLog;
  /** Appends items without announcing them: markers that only the model and the rollout see. */
  recordSilently(items: readonly ResponseItem[]): void;
  /** Puts other items in place of the history after a compaction. The rollout is told by the caller. */
  replace(items: readonly ResponseItem[]): void;
  /** Undoes the last user turns in memory. The rollout is told by the caller. */
  dropLastUserTurns(count: number): void;
  items(): readonly ResponseItem[];
}

/** Makes the recorder of a thread. */
export function createHistoryRecorder({ history, emitter, record }: HistoryRecorderOptions): HistoryRecorder {
  const recordSilently = (items: readonly ResponseItem[]) => {
    history.record(items);
    record?.(items.map((entry) => ({ type: "response_item", payload: toRolloutForm(entry) })));
  };
  return {
    forSubmission: (id) => ({
      items: () => history.items(),
      record(items) {
        recordSilently(items);
        for (const item of items) emitter.emit(id, { type: "raw_response_item", item: toRolloutForm(item) });
      },
    }),
    recordSilently,
    replace: (items) => history.replace(items),
    dropLastUserTurns: (count) => history.dropLastUserTurns(count),
    items: () => history.items(),
  };
}

/**
 * The form of rollouts is that of requests (Codex 0.99.0): no ids, which mean nothing to a later session, no
 * members of the server's that no request carries, and `null` where something optional is missing.
 */
function toRolloutForm(entry: ResponseItem): ResponseItem {
  return (toWireItem(entry) as ResponseItem | undefined) ?? entry;
}
