/** Collects what patches did to files during one turn. */

/** A file that is about to be changed; both paths are absolute. */
export interface TrackedChange {
  readonly path: string;
  /** Where a move puts it. */
  readonly movePath: string | undefined;
}

/** Fed by `apply_patch` only; edits by commands are not seen. */
export interface DiffTracker {
  /** Keeps the files' present content as the baseline, for those not seen before in this turn. */
  before(changes: readonly TrackedChange[]): Promise<void>;
  /** The git-style diff of all files seen so far against their baselines; empty when nothing differs. */
  diff(): Promise<string>;
}
