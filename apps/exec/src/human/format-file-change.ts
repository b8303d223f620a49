/** A change of one file, for people. */
import type { FileUpdateChange } from "@codex-ts/protocol/app-server";

/** The note that the protocol appends to the diff of a moved file; the title says it already. */
const MOVE_NOTE = /\n\nMoved to: .*$/;

/** `A`, `D`, `M` or `R` with the path, and the content or the diff below. */
export function formatFileChange({ path, kind, diff }: FileUpdateChange): string {
  const body = kind.type === "update" ? diff.replace(MOVE_NOTE, "") : diff;
  const title =
    kind.type === "update" && kind.move_path !== null
      ? `R ${path} -> ${kind.move_path}`
      : `${{ add: "A", delete: "D", update: "M" }[kind.type]} ${path}`;
  return body.trim() === "" ? title : `${title}\n${body.trimEnd()}`;
}
