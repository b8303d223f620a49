/** What every generator gives. */

/** A file to write; `path` is relative, with forward slashes. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}
