/** A login that lives in memory and is renewed by the client that lent it. */
import { untilAborted } from "@codex-ts/std";
import { AuthError } from "./errors.ts";
import { type AskForTokens, type ExternalTokens, toExternalLogin } from "./external-tokens.ts";
import type { StoredLogin } from "./storage/stored-login.ts";

/** A lent login; what it gives is plain data. */
export interface ExternalLogin {
  login(): StoredLogin;
  /**
   * For an access token that was refused: asks the client, together with everybody who needs it meanwhile. False
   * when the client has just renewed it. Throws `login_refused` when the client has no other.
   */
  recover(signal: AbortSignal): Promise<boolean>;
}

/** How long a client may take to answer, in milliseconds (Codex 0.99.0). */
const ANSWER_TIMEOUT_MS = 10_000;
/** A token that is refused so soon after the client gave it is not helped by another, in milliseconds. */
const JUST_RENEWED_MS = 60_000;

/** Keeps what a client lends. Throws as `toExternalLogin` does. */
export function createExternalLogin(
  tokens: ExternalTokens,
  ask: AskForTokens,
  workspaceId: string | undefined,
  now: () => number,
): ExternalLogin {
  let login = toExternalLogin(tokens, workspaceId);
  let renewedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  const renew = async () => {
    const request = { reason: "unauthorized", previousAccountId: login.tokens?.accountId } as const;
    const answer = await ask(request, AbortSignal.timeout(ANSWER_TIMEOUT_MS)).catch(() => undefined);
    if (!answer) {
      const message =
        "The server refused your login, and the program that lent it has given no other. Sign in there again.";
      throw new AuthError("login_refused", message);
    }
    login = toExternalLogin(answer, workspaceId);
    renewedAt = now();
  };

  return {
    login: () => login,
    async recover(signal) {
      if (now() - renewedAt < JUST_RENEWED_MS) return false;
      asking ??= renew().finally(() => {
        asking = undefined;
      });
      await untilAborted(asking, signal);
      return true;
    },
  };
}
