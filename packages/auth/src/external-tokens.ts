/** Tokens that a client lends us and renews itself. They are never stored. */
import { AuthError } from "./errors.ts";
import { parseIdToken } from "./id-token.ts";
import { Secret } from "./secret.ts";
import type { StoredLogin } from "./storage/stored-login.ts";

/** What a client lends. */
export interface ExternalTokens {
  readonly accessToken: Secret;
  readonly accountId: string;
  readonly planType: string | undefined;
}

/** Asks the client for newer tokens; undefined when it has none. The one who asks limits the time. */
export type AskForTokens = (
  request: { readonly reason: "unauthorized"; readonly previousAccountId: string | undefined },
  signal: AbortSignal,
) => Promise<ExternalTokens | undefined>;

/**
 * The tokens as a login. Throws `login_failed` for an access token that says nothing about its user, and `login_refused`
 * for an account that is not the `workspaceId` that the settings demand.
 */
export function toExternalLogin(tokens: ExternalTokens, workspaceId: string | undefined): StoredLogin {
  const claims = parseIdToken(tokens.accessToken.reveal());
  if (!claims) {
    throw new AuthError("login_failed", "the access token is not a JWT; send the one that ChatGPT issued");
  }
  if (workspaceId !== undefined && tokens.accountId !== workspaceId) {
    throw new AuthError(
      "login_refused",
      `the tokens are for the workspace ${JSON.stringify(tokens.accountId)}, but the settings allow only ${JSON.stringify(workspaceId)} (forced_chatgpt_workspace_id)`,
    );
  }
  return {
    mode: "chatgptAuthTokens",
    apiKey: undefined,
    tokens: {
      idToken: tokens.accessToken,
      claims: { ...claims, planType: tokens.planType ?? claims.planType, accountId: tokens.accountId },
      accessToken: tokens.accessToken,
      refreshToken: new Secret(""),
      accountId: tokens.accountId,
    },
    lastRefresh: undefined,
  };
}
