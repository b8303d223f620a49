/** An item as a file holds it: nothing checked, nothing lost. */
import type { RolloutItem } from "@codex-ts/protocol";

/** The type and payload of a line, verbatim. Every `RolloutItem` is one; so is a kind that we do not know. */
export interface StoredItem {
  readonly type: string;
  readonly payload: unknown;
}

const LINE_END = "\n";

/**
 * The line's JSON after its timestamp. Split from `stampLine` because an item is frozen when it is recorded,
 * but carries the time at which it is written.
 */
export function encodeItem(item: StoredItem | RolloutItem): string {
  return `"type":${JSON.stringify(item.type)},"payload":${JSON.stringify(item.payload)}}`;
}

/** A whole line: the time (UTC, milliseconds) of `now` (Unix ms), then an item from `encodeItem`. */
export function stampLine(encoded: string, now: number): string {
  return `{"timestamp":"${new Date(now).toISOString()}",${encoded}${LINE_END}`;
}
