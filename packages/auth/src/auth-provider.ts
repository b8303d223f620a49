/** Hands the login to whoever sends requests. */
import { AuthError } from "./errors.ts";
import { type AuthOptions, type ResolvedAuth, resolveAuth } from "./resolve-auth.ts";

/** The credentials of one request, revealed; by name and shape what the model client asks for. */
export interface RequestAuth {
  readonly mode: "apikey" | "chatgpt" | "none";
  readonly token: string | undefined;
  readonly accountId: string | undefined;
}

/** A login that is looked up when needed and, once found, kept. Fits the model client's port of the same name. */
export interface AuthProvider {
  /** The credentials to use now; mode `none` when nobody is logged in or the stored login is broken. */
  resolve(signal: AbortSignal): Promise<RequestAuth>;
  /**
   * To be called when the server answered 401 to these credentials. True when `resolve` now gives others for the
   * same account: another program has stored them, or another request has found them already. False when there is
   * no more to try: an API key, or no login.
   * Throws an `AuthError` when the stored login is to blame and the user must act.
   */
  recover(refused: RequestAuth, signal: AbortSignal): Promise<boolean>;
  /** The login in use and where it was found, for status displays. */
  current(signal: AbortSignal): Promise<ResolvedAuth>;
}

/** Makes a provider; nothing is read before the first call. */
export function createAuthProvider(options: AuthOptions): AuthProvider {
  let known: ResolvedAuth | undefined;

  const current = async (signal: AbortSignal) => {
    if (known) return known;
    const found = await resolveAuth(options, signal);
    // "Nobody" is not kept: a login made meanwhile counts with the next request.
    if (found.auth) known = found;
    return found;
  };

  return {
    current,
    async resolve(signal) {
      return toCredentials(await current(signal));
    },
    async recover(refused, signal) {
      const present = await current(signal);
      if (present.source === "none" && present.problem) throw present.problem;
      if (present.auth?.mode !== "chatgpt") return false;
      // Requests that run at the same time are refused together: the first of them has done the work.
      if (present.auth.accessToken.reveal() !== refused.token) return true;
      const stored = await resolveAuth(options, signal);
      if (isSuccessor(present, stored)) {
        known = stored;
        return true;
      }
      throw new AuthError(
        "login_refused",
        "The server no longer accepts your ChatGPT login. Sign in again with `codex login`.",
      );
    },
  };
}

function toCredentials({ auth }: ResolvedAuth): RequestAuth {
  switch (auth?.mode) {
    case undefined:
      return { mode: "none", token: undefined, accountId: undefined };
    case "apikey":
      return { mode: "apikey", token: auth.key.reveal(), accountId: undefined };
    case "chatgpt":
      return { mode: "chatgpt", token: auth.accessToken.reveal(), accountId: auth.accountId };
  }
}

/** Never slips into another account in the middle of a session; an unknown one may be another. */
function isSuccessor(refused: ResolvedAuth, stored: ResolvedAuth): boolean {
  return (
    refused.auth?.mode === "chatgpt" &&
    stored.auth?.mode === "chatgpt" &&
    refused.auth.accountId !== undefined &&
    refused.auth.accountId === stored.auth.accountId &&
    !refused.auth.accessToken.equals(stored.auth.accessToken)
  );
}
