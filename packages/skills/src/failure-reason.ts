/** Reads what was thrown. */

/** The message of an error; of anything else, its text. */
export function failureReason(thrown: unknown): string {
  const isError = typeof thrown === "object" && thrown !== null && "message" in thrown;
  return isError ? String(thrown.message) : String(thrown);
}

/** True when a file or folder is not there, or a file stands where a folder was looked for. */
export function isMissing(thrown: unknown): boolean {
  if (typeof thrown !== "object" || thrown === null || !("code" in thrown)) return false;
  return thrown.code === "ENOENT" || thrown.code === "ENOTDIR";
}
