/** The one error of this package. Its message never contains a credential, or any other content of a file. */

/** What is wrong with the login. */
export type AuthErrorCode =
  /** `auth.json` is there but cannot be read. */
  | "auth_file_unreadable"
  /** `auth.json` is not what a login writes. */
  | "auth_file_invalid"
  /** The server no longer accepts the stored ChatGPT login. */
  | "login_refused";

/** A login that cannot be used. The message says why and what to do; it is fit to be shown. */
export class AuthError extends Error {
  override readonly name = "AuthError";
  readonly code: AuthErrorCode;

  constructor(code: AuthErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
