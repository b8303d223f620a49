/** The one error of this package, and how the operating system's refusals become it. */

/** What went wrong, in terms that decide what the user can do. */
export type StateErrorCode =
  /** The disk or the quota is full. */
  | "storage_full"
  /** We may not write (or read) there: rights, or a read-only file system. */
  | "not_permitted"
  /** The file or a directory above it is gone. */
  | "not_found"
  /** A file stands where a directory must be, or the other way round. */
  | "path_blocked"
  /** The file is there but is not a rollout that can be used. */
  | "bad_rollout"
  /** Any other failure of input or output. */
  | "io_failed";

/** A failure around a file of the state directory. The message says what happened, where, and what to do. */
export class StateError extends Error {
  override readonly name = "StateError";
  readonly code: StateErrorCode;
  /** The file or directory concerned. */
  readonly path: string;

  constructor(code: StateErrorCode, path: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.path = path;
  }
}

const SYSTEM_CODES: Readonly<Record<string, StateErrorCode>> = {
  ENOSPC: "storage_full",
  EDQUOT: "storage_full",
  EFBIG: "storage_full",
  EACCES: "not_permitted",
  EPERM: "not_permitted",
  EROFS: "not_permitted",
  ENOENT: "not_found",
  EEXIST: "path_blocked",
  ENOTDIR: "path_blocked",
  EISDIR: "path_blocked",
};

const ADVICE: Readonly<Record<StateErrorCode, string>> = {
  storage_full: "Free some space on that disk, or raise the quota or file size limit.",
  not_permitted: "Make yourself its owner (chown -R), or choose another directory with CODEX_HOME.",
  not_found: "Create it, or choose another directory with CODEX_HOME.",
  path_blocked: "Move away the file that stands where a directory is needed (or the other way round).",
  bad_rollout: "Choose another session.",
  io_failed: "Check the disk and try again.",
};

/** The system's name of an error (`ENOENT`), or undefined when the value has none. */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Turns a failure of the file system into a `StateError`. `action` completes "Cannot …", as in "write the session". */
export function toStateError(error: unknown, action: string, path: string): StateError {
  if (error instanceof StateError) return error;
  const system = systemErrorCode(error);
  const code = SYSTEM_CODES[system ?? ""] ?? "io_failed";
  const reason = system ?? String(error);
  return new StateError(code, path, `Cannot ${action} at ${path} (${reason}). ${ADVICE[code]}`, error);
}
