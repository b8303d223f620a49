/** The stored login as this process knows it, and its renewal. */
import { sleep, untilAborted } from "@codex-ts/std";
import { AuthError } from "../errors.ts";
import type { LoadResult, SaveResult } from "../storage/credential-store.ts";
import type { StoredLogin } from "../storage/stored-login.ts";
import type { RenewalContext } from "./renew-stored.ts";
import { tokenFreshness } from "./token-freshness.ts";

/** One stored login. What it gives is plain data; only the calls here change it. */
export interface HeldLogin {
  /** The login as it was last read or stored. While nobody is logged in every call looks again. */
  load(signal: AbortSignal): Promise<LoadResult>;
  /** Forgets what was read, so that the next call sees what other programs have stored. What is not stored stays. */
  forget(): void;
  /**
   * Renews tokens that are due beside the work, and waits for it where they have expired. A failure leaves the
   * old tokens in use.
   */
  freshen(signal: AbortSignal): Promise<void>;
  /** Renews now, together with everybody who asks meanwhile. Throws `AuthError`. */
  renew(signal: AbortSignal): Promise<void>;
  /**
   * For an access token that was refused: reads the store again, and at the next refusal renews. False when
   * neither can help. Throws `AuthError`.
   */
  recover(accessToken: string, signal: AbortSignal): Promise<boolean>;
  /** Stores another login. */
  replace(login: StoredLogin, signal: AbortSignal): Promise<SaveResult>;
  /** Removes the login; true when there was one. */
  remove(signal: AbortSignal): Promise<boolean>;
  /** Lets a renewal that is under way end: the refresh token that it uses up must not be lost. */
  close(): Promise<void>;
}

/** A renewal gives up after this time, in milliseconds. */
const RENEWAL_TIMEOUT_MS = 30_000;
/** After a renewal failed, the next one that nobody has asked for waits this long, in milliseconds. */
const PAUSE_AFTER_FAILURE_MS = 60_000;
/** A token that is refused so soon after its renewal is not helped by another, in milliseconds. */
const JUST_RENEWED_MS = 60_000;
/** How long the end of the program waits for a renewal, in milliseconds. */
const CLOSE_PATIENCE_MS = 10_000;

/** What is known of the login, and what has been done about it. */
interface State {
  held: StoredLogin | undefined;
  renewal: Promise<void> | undefined;
  /** Unix milliseconds; before this no renewal starts by itself. */
  restsUntil: number;
  renewedAt: number | undefined;
  /** True while the store lacks what `held` has. */
  isUnsaved: boolean;
  /** The refused access token for which the store has been read again. */
  reloadedFor: string | undefined;
}

/** Makes the holder; nothing is read before the first call. */
export function createHeldLogin(context: RenewalContext): HeldLogin {
  const state: State = {
    held: undefined,
    renewal: undefined,
    restsUntil: 0,
    renewedAt: undefined,
    isUnsaved: false,
    reloadedFor: undefined,
  };
  const lifetime = new AbortController();
  const startRenewal = () => {
    state.renewal ??= renewOnce(context, state, lifetime.signal).finally(() => {
      state.renewal = undefined;
    });
    // Whoever started it beside the work does not wait for it.
    state.renewal.catch(() => undefined);
    return state.renewal;
  };
  const renew = async (signal: AbortSignal) => {
    await load(context, state, signal);
    if (state.held) await untilAborted(startRenewal(), signal);
  };
  return {
    load: (signal) => load(context, state, signal),
    forget: () => {
      if (state.isUnsaved) return;
      state.held = undefined;
      state.restsUntil = 0;
    },
    async freshen(signal) {
      if (!state.held || context.now() < state.restsUntil) return;
      const freshness = tokenFreshness(state.held, context.now());
      if (freshness === "fresh") return;
      const renewal = startRenewal();
      // What went wrong is told by the refusal that follows, if one does.
      const settled = renewal.catch(() => undefined);
      if (freshness === "expired") await untilAborted(settled, signal);
    },
    renew,
    async recover(accessToken, signal) {
      if (await reloadFor(context, state, accessToken, signal)) return true;
      const age = context.now() - (state.renewedAt ?? Number.NEGATIVE_INFINITY);
      if (age >= 0 && age < JUST_RENEWED_MS) return false;
      await renew(signal);
      return true;
    },
    ...storeChanges(context, state),
    async close() {
      const { renewal } = state;
      if (renewal) {
        const settled = new AbortController();
        const isOver = renewal.catch(() => undefined).finally(() => settled.abort());
        await Promise.race([isOver, sleep(CLOSE_PATIENCE_MS, settled.signal).catch(() => undefined)]);
      }
      lifetime.abort(new Error("the program ends"));
      await saveLate(context, state);
    },
  };
}

async function load(context: RenewalContext, state: State, signal: AbortSignal): Promise<LoadResult> {
  if (state.held) return { kind: "loaded", login: state.held };
  const found = await context.store.load(signal);
  if (found.kind === "loaded") state.held ??= found.login;
  return state.held ? { kind: "loaded", login: state.held } : found;
}

async function renewOnce(context: RenewalContext, state: State, lifetime: AbortSignal): Promise<void> {
  const { held } = state;
  if (!held || held.mode === "apikey") return;
  const { renewStored } = await import("./renew-stored.ts");
  try {
    const timeout = AbortSignal.timeout(RENEWAL_TIMEOUT_MS);
    const renewed = await renewStored(context, held, state.isUnsaved, AbortSignal.any([lifetime, timeout]));
    // A login or logout of this process that came in between has the last word.
    if (state.held !== held) return;
    state.held = renewed.login;
    state.isUnsaved = renewed.unsaved !== undefined;
    state.renewedAt = context.now();
  } catch (error) {
    const isFinal = error instanceof AuthError && error.code === "login_refused";
    state.restsUntil = isFinal ? Number.POSITIVE_INFINITY : context.now() + PAUSE_AFTER_FAILURE_MS;
    throw toAuthError(error);
  }
}

/** The store may work again by now; if not, the user has to log in anew, as the next start will say. */
async function saveLate(context: RenewalContext, state: State): Promise<void> {
  const { held, isUnsaved } = state;
  if (!isUnsaved || !held) return;
  const signal = AbortSignal.timeout(CLOSE_PATIENCE_MS);
  const { isRenewedLater, isSameAccount } = await import("./renew-stored.ts");
  try {
    const release = await context.lock(signal);
    try {
      const stored = await context.store.load(signal);
      const isOurs = stored.kind === "loaded" && isSameAccount(held, stored.login);
      if (isOurs && isRenewedLater(held, stored.login)) await context.store.save(held, signal);
    } finally {
      await release();
    }
  } catch {
    // There is nobody left to be told.
  }
}

function toAuthError(error: unknown): AuthError {
  if (error instanceof AuthError) return error;
  const message =
    "Your ChatGPT login could not be renewed in time. The stored login is unchanged; try again.";
  return new AuthError("server_failed", message, error);
}

/**
 * Reads the store once for each refused token, and takes over what is there for the same account. As in 0.99.0
 * that is worth another try of the request even when it is the same token.
 */
async function reloadFor(
  context: RenewalContext,
  state: State,
  accessToken: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { held } = state;
  const isRenewed = state.renewedAt !== undefined && context.now() - state.renewedAt < JUST_RENEWED_MS;
  if (!held || state.isUnsaved || state.reloadedFor === accessToken) return false;
  state.reloadedFor = accessToken;
  const [stored, { isSameAccount }] = await Promise.all([
    context.store.load(signal),
    import("./renew-stored.ts"),
  ]);
  if (stored.kind !== "loaded" || !isSameAccount(held, stored.login)) return false;
  if (state.held === held) state.held = stored.login;
  const isOther = stored.login.tokens?.accessToken.reveal() !== accessToken;
  if (isOther) state.restsUntil = 0;
  return isOther || !isRenewed;
}

function storeChanges(context: RenewalContext, state: State): Pick<HeldLogin, "replace" | "remove"> {
  const change = async <Value>(
    next: StoredLogin | undefined,
    signal: AbortSignal,
    run: () => Promise<Value>,
  ): Promise<Value> => {
    const release = await context.lock(signal);
    try {
      const result = await run();
      Object.assign(state, {
        held: next,
        restsUntil: 0,
        renewedAt: undefined,
        isUnsaved: false,
        reloadedFor: undefined,
      });
      return result;
    } finally {
      await release();
    }
  };
  return {
    replace: (login, signal) => change(login, signal, () => context.store.save(login, signal)),
    remove: (signal) => change(undefined, signal, () => context.store.remove(signal)),
  };
}
