/** The files that a patch changed, with the paths as the patch wrote them, in the order of its hunks. */
export interface PatchSummary {
  readonly added: readonly string[];
  /** A moved file appears under its new path. */
  readonly modified: readonly string[];
  readonly deleted: readonly string[];
}

/** The report of a patch that went through, as the model and the terminal get it; ends with a line feed. */
export function formatSummary(summary: PatchSummary): string {
  return `Success. Updated the following files:\n${changeLines(summary)}`;
}

/**
 * The report of a patch that failed: what went wrong, what the system said (a denial of the sandbox is
 * recognised by it), then which files had been changed by then. They stay changed, so the reader must know
 * them to go on.
 */
export function formatFailure(message: string, reason: string | undefined, changed: PatchSummary): string {
  const lines = changeLines(changed);
  return [
    `${message}\n`,
    reason === undefined ? "" : `Reason: ${reason}\n`,
    lines === "" ? "" : `These files were changed before the failure and stay changed:\n${lines}`,
  ].join("");
}

function changeLines(summary: PatchSummary): string {
  const labelled = [
    ...summary.added.map((path) => `A ${path}\n`),
    ...summary.modified.map((path) => `M ${path}\n`),
    ...summary.deleted.map((path) => `D ${path}\n`),
  ];
  return labelled.join("");
}
