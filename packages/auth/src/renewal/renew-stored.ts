/** Renews the stored login once, however many processes want it at the same time. */
import type { AuthHttp } from "../auth-http.ts";
import { AuthError } from "../errors.ts";
import type { CredentialStore, LoadResult } from "../storage/credential-store.ts";
import type { StoredLogin, StoredTokens } from "../storage/stored-login.ts";
import { type NewTokens, requestRenewal } from "./request-renewal.ts";

/** What a renewal works with. */
export interface RenewalContext {
  readonly store: CredentialStore;
  /** Keeps other processes away from the store until it is released. Throws `AuthError`. */
  readonly lock: (signal: AbortSignal) => Promise<() => Promise<void>>;
  readonly http: AuthHttp;
  readonly url: string;
  readonly clientId: string;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** The login that takes the place of the one that was held. */
export interface Renewed {
  readonly login: StoredLogin;
  /** Why the store does not have it: its refresh token is in memory only. */
  readonly unsaved: unknown;
}

/**
 * Renews `held` and stores the outcome before anybody uses it, or takes over what another process has stored
 * while we waited. Another account's login, or its removal, is never overwritten: the tokens of `held` are then
 * renewed for this process alone, or refused. `isUnsaved` says that the store has no more than what was there
 * before `held`. Throws `AuthError`.
 */
export async function renewStored(
  context: RenewalContext,
  held: StoredLogin,
  isUnsaved: boolean,
  signal: AbortSignal,
): Promise<Renewed> {
  const tokens = renewable(held);
  const release = await context.lock(signal);
  try {
    const stored = check(await context.store.load(signal));
    const isSame = isSameLogin(held, stored);
    const isOlder = isUnsaved && !isRenewedLater(stored, held);
    if (isSame && !isOlder && isNewer(stored, tokens)) return { login: stored, unsaved: undefined };
    const answer = await requestRenewal(context.http, context, tokens.refreshToken, signal).catch(
      (error: unknown) => recoverFromReuse(context, held, error, signal),
    );
    if ("mode" in answer) return { login: answer, unsaved: undefined };
    const login = withTokens(isSame ? stored : held, tokens, answer, context.now());
    // From here on the old refresh token is void: nothing may keep the new one from the disk.
    const saving = isSame ? context.store.save(login, new AbortController().signal) : undefined;
    const unsaved = await saving?.then(
      () => undefined,
      (error: unknown) => error,
    );
    return { login, unsaved };
  } finally {
    await release();
  }
}

/** A program that does not know our lock may have renewed at the same moment: then its tokens are there. */
async function recoverFromReuse(
  context: RenewalContext,
  held: StoredLogin,
  error: unknown,
  signal: AbortSignal,
): Promise<StoredLogin> {
  const isRefused = error instanceof AuthError && error.code === "login_refused";
  const stored = isRefused ? await context.store.load(signal) : undefined;
  const isThere = stored?.kind === "loaded" && isSameAccount(held, stored.login);
  if (isThere && held.tokens && isNewer(stored.login, held.tokens)) return stored.login;
  throw error;
}

function isNewer(stored: StoredLogin, { accessToken }: StoredTokens): boolean {
  return stored.tokens !== undefined && !stored.tokens.accessToken.equals(accessToken);
}

/** True when `stored` was renewed after `held`. */
export function isRenewedLater(stored: StoredLogin, held: StoredLogin): boolean {
  return (stored.lastRefresh ?? 0) > (held.lastRefresh ?? 0);
}

/** A login whose account nobody knows is the same as long as its refresh token is. */
function isSameLogin(held: StoredLogin, stored: StoredLogin): boolean {
  if (isSameAccount(held, stored)) return true;
  return Boolean(
    stored.mode !== "apikey" && held.tokens && stored.tokens?.refreshToken.equals(held.tokens.refreshToken),
  );
}

/** True when both are ChatGPT logins of one account that is known. */
export function isSameAccount(one: StoredLogin, other: StoredLogin): boolean {
  const account = accountOf(one);
  return account !== undefined && account === accountOf(other);
}

function accountOf({ mode, tokens }: StoredLogin): string | undefined {
  return mode === "apikey" ? undefined : (tokens?.accountId ?? tokens?.claims.accountId);
}

function renewable({ tokens }: StoredLogin): StoredTokens {
  if (tokens?.refreshToken.reveal()) return tokens;
  const message =
    "Your ChatGPT login cannot be renewed: it has no refresh token. Sign in with `codex login`.";
  throw new AuthError("login_refused", message);
}

function check(stored: LoadResult): StoredLogin {
  if (stored.kind === "loaded") return stored.login;
  if (stored.kind === "failed") throw stored.error;
  throw new AuthError("login_refused", "You have been logged out. Sign in again with `codex login`.");
}

function withTokens(login: StoredLogin, old: StoredTokens, fresh: NewTokens, now: number): StoredLogin {
  return {
    ...login,
    tokens: {
      idToken: fresh.idToken?.raw ?? old.idToken,
      claims: fresh.idToken?.claims ?? old.claims,
      accessToken: fresh.accessToken ?? old.accessToken,
      refreshToken: fresh.refreshToken ?? old.refreshToken,
      accountId: old.accountId,
    },
    lastRefresh: now,
  };
}
