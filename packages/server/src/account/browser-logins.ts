/** The browser login that is under way: one at a time for the whole server. */
import { randomUUID } from "node:crypto";
import { createDeferred, reasonOf } from "@codex-ts/std";

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
   * cancelled. Rejects with whatever keeps it from starting, and `onEnd` is then told nothing.
   */
  start(
    open: (signal: AbortSignal) => Promise<PendingLogin>,
    onEnd: (loginId: string, failure: LoginFailure) => void,
  ): Promise<{ readonly loginId: string; readonly authUrl: string }>;
  /** Ends this login; false when it is not under way. */
  cancel(loginId: string): boolean;
  /** Ends whatever login is under way, and lets go of its port. */
  cancelAll(): Promise<void>;
  /** The same, and no login starts any more. */
  close(): Promise<void>;
}

/** How long a user may take, in milliseconds (Codex 0.99.0). */
const LIMIT_MS = 10 * 60 * 1000;

interface Active {
  readonly loginId: string;
  readonly end: AbortController;
  /** Resolves when the login has ended and was told, or could not start. */
  readonly ended: Promise<void>;
}

/** Makes it, with no login under way. */
export function createBrowserLogins(): BrowserLogins {
  let active: Active | undefined;
  let isClosed = false;
  const cancelAll = async () => {
    // More than one: while the first ends, another call may start the next.
    for (let each = active; each; each = active) {
      each.end.abort(notCompleted());
      await each.ended;
    }
  };
  return {
    async start(open, onEnd) {
      while (active) await cancelAll();
      if (isClosed) throw notCompleted();
      const end = new AbortController();
      const { promise: ended, resolve: release } = createDeferred<undefined>();
      const own: Active = { loginId: randomUUID(), end, ended };
      // Before it is open: whoever ends logins meanwhile ends this one too.
      active = own;
      const limit = setTimeout(() => end.abort(new Error("Login timed out")), LIMIT_MS);
      const forget = () => {
        clearTimeout(limit);
        if (active === own) active = undefined;
        release(undefined);
      };
      try {
        const { authUrl, finished } = await open(end.signal);
        if (end.signal.aborted) {
          await finished.catch(() => undefined);
          throw end.signal.reason;
        }
        const finish = (failure: LoginFailure) => {
          forget();
          onEnd(own.loginId, failure);
        };
        void finished.then(
          () => finish(undefined),
          (error: unknown) => finish(reasonOf(error)),
        );
        return { loginId: own.loginId, authUrl };
      } catch (error) {
        forget();
        throw error;
      }
    },
    cancel(loginId) {
      if (active?.loginId !== loginId) return false;
      active.end.abort(notCompleted());
      return true;
    },
    cancelAll,
    close() {
      isClosed = true;
      return cancelAll();
    },
  };
}

function notCompleted(): Error {
  return new Error("Login server error: Login was not completed");
}
