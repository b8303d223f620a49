/** Credentials for requests. */
import type { ResolvedAuth } from "./codex-auth.ts";
import type { ExternalLogin } from "./external-login.ts";
import type { HeldLogin } from "./renewal/held-login.ts";

/** The credentials of one request, revealed; by name and shape what the model client asks for. */
export interface RequestAuth {
  readonly mode: "apikey" | "chatgpt" | "none";
  readonly token: string | undefined;
  readonly accountId: string | undefined;
}

/** The login of a model provider. Fits the model client's port of the same name. */
export interface AuthProvider {
  /**
   * The credentials to use now; mode `none` when nobody is logged in or the stored login is broken. Tokens that
   * have expired are renewed first, those that will soon expire meanwhile.
   */
  resolve(signal: AbortSignal): Promise<RequestAuth>;
  /**
   * To be called when the server answered 401 to these credentials. True when another try is worth while: with
   * what another program has stored, or with renewed tokens. False when there is no more to try.
   * Throws an `AuthError` when the login is to blame and the user must act.
   */
  recover(refused: RequestAuth, signal: AbortSignal): Promise<boolean>;
  /** The login in use and where it was found; nothing is renewed. */
  current(signal: AbortSignal): Promise<ResolvedAuth>;
}

/** Where the credentials come from. */
export interface AuthProviderParts {
  readonly current: AuthProvider["current"];
  readonly held: HeldLogin;
  readonly external: () => ExternalLogin | undefined;
}

/** Makes a provider; nothing is read before the first call. */
export function createAuthProvider({ current, held, external }: AuthProviderParts): AuthProvider {
  return {
    current,
    async resolve(signal) {
      const found = await current(signal);
      if (found.source !== "stored" || found.auth.mode !== "chatgpt") return toCredentials(found);
      await held.freshen(signal);
      return toCredentials(await current(signal));
    },
    async recover(refused, signal) {
      const present = await current(signal);
      if (present.source === "none" && present.problem) throw present.problem;
      if (present.auth?.mode !== "chatgpt" || refused.token === undefined) return false;
      // Requests that run at the same time are refused together: the first of them has done the work.
      if (present.auth.accessToken.reveal() !== refused.token) return true;
      const lent = external();
      return lent ? lent.recover(signal) : held.recover(refused.token, signal);
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
