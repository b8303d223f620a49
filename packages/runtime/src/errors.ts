/** What stops a thread from opening. */
import type { SourcePlace } from "@codex-ts/config";

/**
 * - `config`: the settings cannot be used; the message is complete, with places and excerpts.
 * - `local-server`: the server of `--oss` is not ready.
 * - `login`: the stored login cannot be used.
 * - `mcp`: an MCP server that the thread must have did not start.
 * - `network`: the network that an administrator requires cannot be provided.
 * - `unsupported`: the settings ask for something that this version does not have.
 */
export type RuntimeErrorCode = "config" | "local-server" | "login" | "mcp" | "network" | "unsupported";

/** A range of a settings file, without the lines themselves. */
export type SettingsPlace = Omit<SourcePlace, "excerpt">;

/** The one error class of this package. Its message is for users. */
export class RuntimeError extends Error {
  readonly code: RuntimeErrorCode;
  /** Where the first fault of the settings stands, when it stands in a file. */
  readonly place: SettingsPlace | undefined;

  constructor(
    code: RuntimeErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly place?: SettingsPlace | undefined } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "RuntimeError";
    this.code = code;
    this.place = options.place;
  }
}
