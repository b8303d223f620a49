/** Every error that this package throws, told apart by `code`. */

/**
 * - `sandbox_unavailable`: a confined command was asked for on a machine that cannot confine it.
 * - `launcher_unavailable`: the launcher could not be written, opened or run.
 * - `program_too_large`: a launch needs more set-up than fits one argument of a process (128 KiB).
 * - `pty_unavailable`: the terminal module for this platform is missing.
 */
export type ExecSandboxErrorCode =
  | "sandbox_unavailable"
  | "launcher_unavailable"
  | "program_too_large"
  | "pty_unavailable";

/** The one error class of this package. */
export class ExecSandboxError extends Error {
  readonly code: ExecSandboxErrorCode;

  constructor(code: ExecSandboxErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = "ExecSandboxError";
    this.code = code;
  }
}
