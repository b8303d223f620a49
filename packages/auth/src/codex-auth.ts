/** A login as its users see it: plain data that never changes itself. */
import type { AuthError } from "./errors.ts";
import type { Secret } from "./secret.ts";
import type { StoredLogin } from "./storage/stored-login.ts";

/** A usable login. Tokens that a client lends are a ChatGPT login like any other. */
export type CodexAuth =
  | { readonly mode: "apikey"; readonly key: Secret }
  | {
      readonly mode: "chatgpt";
      readonly accessToken: Secret;
      readonly accountId: string | undefined;
      readonly userId: string | undefined;
      readonly email: string | undefined;
      readonly planType: string | undefined;
    };

/**
 * Where a login was found: in the environment, in the store of the settings, or `external`, lent by a client.
 * For displays and for the protocol, which alone tells external tokens from others.
 */
export type AuthSource = "CODEX_API_KEY" | "external" | "stored" | "OPENAI_API_KEY";

/** The answer: a login with its origin, or none; `problem` tells of a stored login that cannot be used. */
export type ResolvedAuth =
  | { readonly auth: CodexAuth; readonly source: AuthSource }
  | { readonly auth: undefined; readonly source: "none"; readonly problem: AuthError | undefined };

/** The data of a stored login, whose check has made sure that the mode's credential is there. */
export function toCodexAuth({ mode, apiKey, tokens }: StoredLogin): CodexAuth | undefined {
  if (mode === "apikey") return apiKey && { mode: "apikey", key: apiKey };
  return (
    tokens && {
      mode: "chatgpt",
      accessToken: tokens.accessToken,
      accountId: tokens.accountId,
      userId: tokens.claims.userId,
      email: tokens.claims.email,
      planType: tokens.claims.planType,
    }
  );
}
