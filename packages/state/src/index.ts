export { checkHome } from "./check-home.ts";
export { StateError, type StateErrorCode } from "./errors.ts";
export { archiveThread, unarchiveThread } from "./rollout/archive.ts";
export { parseCursor, type ThreadCursor } from "./rollout/cursor.ts";
export { findThreadById, findThreadByName, type ThreadLocation } from "./rollout/find-thread.ts";
export { readHead, type ThreadSummary } from "./rollout/head.ts";
export {
  type ListThreadsOptions,
  listThreads,
  type ThreadFilters,
  type ThreadPage,
  type ThreadSortKey,
} from "./rollout/list-threads.ts";
export { isPersistedEvent } from "./rollout/policy.ts";
export { type RolloutContents, readRollout } from "./rollout/read-rollout.ts";
export {
  createRolloutRecorder,
  type NewRolloutOptions,
  type ResumedRolloutOptions,
  type RolloutRecorder,
  resumeRolloutRecorder,
} from "./rollout/recorder.ts";
export {
  appendThreadName,
  normalizeThreadName,
  readThreadName,
  readThreadNames,
} from "./rollout/session-index.ts";
export type { ThreadOrigin } from "./rollout/session-meta.ts";
export type { StoredItem } from "./rollout/stored-item.ts";
