/** The server that logs users in. Names and numbers of Codex 0.99.0, as which the server knows us. */

/** Where and as whom we log in. */
export interface Issuer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly clientId: string;
}

export const DEFAULT_ISSUER: Issuer = {
  url: "https://auth.openai.com",
  clientId: "app_EMoamEEZ73f0CkXaXp7hrann",
};
