/** Snapshots of a work tree, for undo; loaded when the first is taken. */
export { GitError } from "./errors.ts";
export { type RestoredSnapshot, restoreSnapshot } from "./snapshot/restore-snapshot.ts";
export { type Snapshot, type SnapshotOptions, takeSnapshot } from "./snapshot/take-snapshot.ts";
