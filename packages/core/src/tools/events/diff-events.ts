/** Events about what the patches of a turn changed. */
import type { DiffTracker } from "../../ports/diff-tracker.ts";
import type { EventSink } from "../../ports/event-sink.ts";

/** Tells the diff of the turn so far; nothing when nothing differs. */
export async function announceDiff(events: EventSink, tracker: DiffTracker): Promise<void> {
  const unifiedDiff = await tracker.diff();
  if (unifiedDiff !== "") events.emit({ type: "turn_diff", unified_diff: unifiedDiff });
}
