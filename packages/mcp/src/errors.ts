/** Every error that this package throws, told apart by `code`. */

/**
 * - `settings`: a server's settings cannot be used, for example an unset variable for its token.
 * - `start_failed`: the server could not be started or reached, or did not speak the protocol.
 * - `needs_login`: the server wants a login that this program cannot make.
 * - `timeout`: no answer within the configured time.
 * - `request_failed`: the server answered with an error, with nonsense, or went away.
 */
export type McpErrorCode = "settings" | "start_failed" | "needs_login" | "timeout" | "request_failed";

/** The one error class of this package. */
export class McpError extends Error {
  readonly code: McpErrorCode;

  constructor(code: McpErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = "McpError";
    this.code = code;
  }
}
