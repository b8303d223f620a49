/** What looks at whole work trees: snapshots for undo, and comparisons with remotes. Loaded when it is first used. */
export { GitError } from "./errors.ts";
export { type DiffToRemote, diffToRemote } from "./snapshot/diff-to-remote.ts";
export { type RestoredSnapshot, restoreSnapshot } from "./snapshot/restore-snapshot.ts";
export { type Snapshot, type SnapshotOptions, takeSnapshot } from "./snapshot/take-snapshot.ts";
