/** History in memory and in the rollout, kept in step. */
import type { ResponseItem, RolloutItem } from "@codex-ts/protocol";
import { type History, isRecordable } from "../history/history.ts";
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
  items(): readonly ResponseItem[];
}

/** Makes the recorder of a thread. */
export function createHistoryRecorder({ history, emitter, record }: HistoryRecorderOptions): HistoryRecorder {
  const recordSilently = (items: readonly ResponseItem[]) => {
    history.record(items);
    record?.(
      items.filter(isRecordable).map((entry) => ({ type: "response_item", payload: withoutId(entry) })),
    );
  };
  return {
    forSubmission: (id) => ({
      items: () => history.items(),
      record(items) {
        recordSilently(items);
        for (const item of items) emitter.emit(id, { type: "raw_response_item", item });
      },
    }),
    recordSilently,
    replace: (items) => history.replace(items),
    items: () => history.items(),
  };
}

/** Ids of the server mean nothing to a later session, so rollouts leave them out (Codex 0.99.0). */
function withoutId(entry: ResponseItem): ResponseItem {
  if (!("id" in entry)) return entry;
  const { id: _id, ...rest } = entry;
  return rest as ResponseItem;
}
