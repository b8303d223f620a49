/** What stops a thread from opening. */

/**
 * - `config`: the settings cannot be used; the message is complete, with places and excerpts.
 * - `local-server`: the server of `--oss` is not ready.
 * - `login`: the stored login cannot be used.
 * - `mcp`: an MCP server that the thread must have did not start.
 * - `unsupported`: the settings ask for something that this version does not have.
 */
export type RuntimeErrorCode = "config" | "local-server" | "login" | "mcp" | "unsupported";

/** The one error class of this package. Its message is for users. */
export class RuntimeError extends Error {
  readonly code: RuntimeErrorCode;

  constructor(code: RuntimeErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = "RuntimeError";
    this.code = code;
  }
}
