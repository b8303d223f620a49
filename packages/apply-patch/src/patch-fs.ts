/** What kind of thing a path leads to, links followed. */
export interface PatchFileStatus {
  readonly kind: "file" | "directory" | "other";
  /** Permission bits only (`mode & 0o7777`). */
  readonly mode: number;
}

/**
 * The file operations that a patch needs. Paths are absolute.
 * Every method rejects with the system's error; nothing here decides what a patch may touch.
 */
export interface PatchFs {
  /** The content; links are followed. */
  readFile(path: string): Promise<Uint8Array>;
  /** Undefined where there is nothing, a dangling link included. */
  stat(path: string): Promise<PatchFileStatus | undefined>;
  /**
   * Replaces the content in one step where the system allows it: an interruption leaves the old bytes or
   * the new ones. Links are written through. `mode` undefined keeps the mode of an existing file.
   */
  writeFile(path: string, content: Uint8Array, mode: number | undefined): Promise<void>;
  /** Creates a directory with its parents; one that exists is fine. */
  createDirectory(path: string): Promise<void>;
  /** Removes a file or a link (never what the link leads to, never a directory). */
  removeFile(path: string): Promise<void>;
  /** True when both paths lead to one file, so that removing one would lose the other. */
  isSameFile(left: string, right: string): Promise<boolean>;
}
