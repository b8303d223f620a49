/** Why this package failed: the environment did not give it what it needs. */
export type ShellCommandErrorCode = "parser_unavailable";

/** Thrown when the Bash parser cannot be started. Expected refusals are returned values, never this. */
export class ShellCommandError extends Error {
  override readonly name = "ShellCommandError";
  readonly code: ShellCommandErrorCode;

  constructor(code: ShellCommandErrorCode, message: string, options: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
