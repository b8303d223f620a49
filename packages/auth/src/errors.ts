/** The one error of this package. Its message never contains a credential, or any other content of a file. */

/** What is wrong with the login. */
export type AuthErrorCode =
  /** The stored login is there but cannot be read. */
  | "auth_file_unreadable"
  /** The stored login is not what a login writes. */
  | "auth_file_invalid"
  /** The login could not be stored or removed. */
  | "store_failed"
  /** The login is used up, or excluded: nothing but a new login helps. */
  | "login_refused"
  /** A server did not answer, or not in the way it should; the same may work later. */
  | "server_failed"
  /** A login that was under way did not come to its end. */
  | "login_failed";

/** A login that cannot be used. The message says why and what to do; it is fit to be shown. */
export class AuthError extends Error {
  override readonly name = "AuthError";
  readonly code: AuthErrorCode;

  constructor(code: AuthErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
