/** Where a model client gets its credentials from; implemented outside this package. */

/** The credentials of one request. */
export interface RequestAuth {
  /** `chatgpt` selects the ChatGPT back end where a provider names no base URL. */
  readonly mode: "apikey" | "chatgpt" | "none";
  /** Sent as a bearer token. */
  readonly token: string | undefined;
  /** The ChatGPT account that the token belongs to. */
  readonly accountId: string | undefined;
}

/** The stored login, as a model client sees it. */
export interface AuthProvider {
  /** The credentials to use now; may renew a token that is about to expire. */
  resolve(signal: AbortSignal): Promise<RequestAuth>;
  /**
   * Called after the server refused these credentials (401). True when `resolve` now gives others that are
   * worth a try, false when there is nothing left to do. Throws when renewing failed for good; the error's
   * message is shown to the user.
   */
  recover(refused: RequestAuth, signal: AbortSignal): Promise<boolean>;
}
