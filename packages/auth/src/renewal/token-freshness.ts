/** When tokens have to be renewed. */
import { readTokenTimes } from "../read-jwt.ts";
import type { StoredLogin } from "../storage/stored-login.ts";

/** A login is renewed when its last renewal is this old, in milliseconds: 8 days (Codex 0.99.0). */
const RENEW_AFTER_MS = 8 * 24 * 60 * 60 * 1000;
/** How long before its end an access token is renewed, in milliseconds; a turn's first request fits in. */
const MARGIN_MS = 5 * 60 * 1000;
/** A renewal that lies in the future by more than this says that a clock was set. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

/** `due` tokens still work and are renewed beside the work, `expired` ones before it. */
export type TokenFreshness = "fresh" | "due" | "expired";

/** How fresh the tokens of a login are at `now` (Unix milliseconds); an API key is always fresh. */
export function tokenFreshness(login: StoredLogin, now: number): TokenFreshness {
  if (login.mode === "apikey" || !login.tokens) return "fresh";
  const expiresAt = localExpiry(login.tokens.accessToken.reveal(), login.lastRefresh);
  if (expiresAt !== undefined && expiresAt <= now) return "expired";
  if (expiresAt !== undefined && expiresAt - MARGIN_MS <= now) return "due";
  if (login.lastRefresh === undefined) return "fresh";
  const age = now - login.lastRefresh;
  return age > RENEW_AFTER_MS || age < -CLOCK_TOLERANCE_MS ? "due" : "fresh";
}

/**
 * The token's end by our own clock. It was issued when we last renewed, so the difference of the two times is
 * that of the two clocks: a machine whose clock is days ahead would else renew before every request.
 */
function localExpiry(token: string, lastRefresh: number | undefined): number | undefined {
  const { issuedAt, expiresAt } = readTokenTimes(token);
  if (expiresAt === undefined) return undefined;
  if (issuedAt === undefined || lastRefresh === undefined) return expiresAt;
  return expiresAt + (lastRefresh - issuedAt);
}
