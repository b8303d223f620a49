/** What stops settings from being written. */

/**
 * - `config_locked`: another program keeps the file's lock.
 * - `config_unreadable`: the file cannot be read or is no TOML, so it cannot be changed either.
 * - `config_unwritable`: the file or its folder cannot be written.
 * - `config_uneditable`: the change cannot be made without touching other settings.
 */
export type ConfigErrorCode =
  | "config_locked"
  | "config_unreadable"
  | "config_unwritable"
  | "config_uneditable";

/** The one error class of this package. Its message is for users and names the file. */
export class ConfigError extends Error {
  readonly code: ConfigErrorCode;

  constructor(code: ConfigErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = "ConfigError";
    this.code = code;
  }
}
