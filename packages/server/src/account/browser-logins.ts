/** The browser login that is under way: one at a time for the whole server. */
import { randomUUID } from "node:crypto";

/** A login that waits for the user. */
export interface PendingLogin {
  readonly authUrl: string;
  readonly finished: Promise<void>;
}

/** How a login ended; undefined when it worked. */
export type LoginFailure = string | undefined;

/** Starts and ends browser logins. */
export interface BrowserLogins {
  /**
   * Starts a login in place of the one that is under way. `onEnd` is told once how it ended, also when it was
   * cancelled. Rejects with whatever keeps it from starting.
   */
  start(
    open: (signal: AbortSignal) => Promise<PendingLogin>,
    onEnd: (loginId: string, failure: LoginFailure) => void,
  ): Promise<{ readonly loginId: string; readonly authUrl: string }>;
  /** Ends this login; false when it is not under way. */
  cancel(loginId: string): boolean;
  /** Ends whatever login is under way, and lets go of its port. */
  cancelAll(): Promise<void>;
}

/** How long a user may take, in milliseconds (Codex 0.99.0). */
const LIMIT_MS = 10 * 60 * 1000;

interface Active {
  readonly loginId: string;
  readonly end: AbortController;
  readonly ended: Promise<void>;
}

/** Makes it, with no login under way. */
export function createBrowserLogins(): BrowserLogins {
  let active: Active | undefined;
  const cancelAll = async () => {
    const before = active;
    before?.end.abort(new Error("Login server error: Login was not completed"));
    await before?.ended;
  };
  return {
    async start(open, onEnd) {
      await cancelAll();
      const loginId = randomUUID();
      const end = new AbortController();
      const { authUrl, finished } = await open(end.signal);
      const limit = setTimeout(() => end.abort(new Error("Login timed out")), LIMIT_MS);
      const own: Active = {
        loginId,
        end,
        ended: finished.then(
          () => finish(undefined),
          (error: unknown) => finish(error instanceof Error ? error.message : String(error)),
        ),
      };
      const finish = (failure: LoginFailure) => {
        clearTimeout(limit);
        if (active === own) active = undefined;
        onEnd(loginId, failure);
      };
      active = own;
      return { loginId, authUrl };
    },
    cancel(loginId) {
      if (active?.loginId !== loginId) return false;
      active.end.abort(new Error("Login server error: Login was not completed"));
      return true;
    },
    cancelAll,
  };
}
