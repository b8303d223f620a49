/** What is stored of a login, as values. */
import type { IdTokenClaims } from "../id-token.ts";
import type { Secret } from "../secret.ts";

/** How a stored login authenticates. `chatgptAuthTokens` are tokens that another program renews. */
export type StoredAuthMode = "apikey" | "chatgpt" | "chatgptAuthTokens";

/** The tokens of a ChatGPT login. */
export interface StoredTokens {
  /** The raw JWT; `claims` is what it says. */
  readonly idToken: Secret;
  readonly claims: IdTokenClaims;
  readonly accessToken: Secret;
  readonly refreshToken: Secret;
  readonly accountId: string | undefined;
}

/** A whole login, checked: the credential of its mode is there. */
export interface StoredLogin {
  /** As the record says, or by what it holds when it does not say (records of older versions). */
  readonly mode: StoredAuthMode;
  readonly apiKey: Secret | undefined;
  readonly tokens: StoredTokens | undefined;
  /** Unix milliseconds, by the clock of the machine that stored it. */
  readonly lastRefresh: number | undefined;
}
