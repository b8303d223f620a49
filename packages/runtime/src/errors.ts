/** What stops a thread from opening. */

/**
 * - `config`: the settings cannot be used; the message is complete, with places and excerpts.
 * - `login`: the stored login cannot be used.
 * - `mcp`: an MCP server that the thread must have did not start.
 * - `network`: the network that an administrator requires cannot be provided.
 * - `unsupported`: the settings ask for something that this version does not have.
 */
export type RuntimeErrorCode = "config" | "login" | "mcp" | "network" | "unsupported";

/** The one error class of this package. Its message is for users. */
export class RuntimeError extends Error {
  readonly code: RuntimeErrorCode;

  constructor(code: RuntimeErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = "RuntimeError";
    this.code = code;
  }
}
