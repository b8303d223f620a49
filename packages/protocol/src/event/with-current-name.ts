/** Events under names that they have in other versions. */

/** By the other name; 0.99.0 reads both and writes the second. */
const CURRENT_NAMES: Readonly<Record<string, string>> = {
  turn_started: "task_started",
  turn_complete: "task_complete",
};

/** The same event under the name that `EventMsg` knows; every other value as it is. */
export function withCurrentName(event: Record<string, unknown>): Record<string, unknown> {
  const { type } = event;
  const isRenamed = typeof type === "string" && Object.hasOwn(CURRENT_NAMES, type);
  return isRenamed ? { ...event, type: CURRENT_NAMES[type] } : event;
}
