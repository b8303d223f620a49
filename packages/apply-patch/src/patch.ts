/** The parsed form of a patch: what each hunk asks for, before any file has been looked at. */

/** One line of a chunk: kept, taken away or put in. `text` has no line ending. */
export interface ChunkLine {
  readonly kind: "context" | "remove" | "add";
  readonly text: string;
}

/** One place in a file. Its context and removed lines must stand together in the file. */
export interface Chunk {
  /** The text after `@@ `: a line to find first; undefined for a bare `@@` or none. */
  readonly header: string | undefined;
  readonly lines: readonly ChunkLine[];
  /** True when the chunk was closed by the end-of-file marker: it fits at the very end only. */
  readonly isEndOfFile: boolean;
}

/** Creates a file, or replaces the whole content of an existing one. */
export interface AddHunk {
  readonly kind: "add";
  readonly path: string;
  /** Lines without endings; the file gets a line feed after each. */
  readonly lines: readonly string[];
}

/** Removes a file. */
export interface DeleteHunk {
  readonly kind: "delete";
  readonly path: string;
}

/** Edits a file and, with `movePath`, gives it another place. */
export interface UpdateHunk {
  readonly kind: "update";
  readonly path: string;
  readonly movePath: string | undefined;
  /** At least one: the format has no way to say "rename only". */
  readonly chunks: readonly Chunk[];
}

/** What the patch does to one file. Paths are as written: relative to the patch's directory, or absolute. */
export type Hunk = AddHunk | DeleteHunk | UpdateHunk;

/** A whole patch; an empty list of hunks is a patch that changes nothing. */
export interface Patch {
  readonly hunks: readonly Hunk[];
}
