/** How this package reaches servers; implemented by whoever puts the program together. */

/** One request with its body complete. */
export interface AuthHttpRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** An answer, read to its end. */
export interface AuthHttpAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Sends one request and reads its answer. Says by itself who we are (user agent, originator), follows no
 * redirect, and rejects when there is no answer, when it is larger than an answer of this kind ever is, and
 * with the signal's reason.
 */
export type AuthHttp = (request: AuthHttpRequest, signal: AbortSignal) => Promise<AuthHttpAnswer>;
