/** Logging in for a client, by whichever version of the protocol it speaks. */
import { type AccountConfig, checkLoginMethod } from "@codex-ts/runtime";
import type { MethodContext } from "../method-context.ts";
import { authModeOf, currentLogin, refuseWhileLent } from "./account-settings.ts";
import { afterAnswer } from "./after-answer.ts";

/** How the protocol names the login in use. */
export type LoginMode = ReturnType<typeof authModeOf>;

/** Tells the client how a login ended, in the words of its protocol. */
export interface LoginTeller {
  /** `loginId` is null for a login that was over at once. */
  completed(loginId: string | null, mode: LoginMode): void;
  failed(loginId: string, error: string): void;
}

/** Stores a key, and ends a login in the browser that is under way. */
export async function loginWithKey(
  context: MethodContext,
  settings: AccountConfig,
  key: string,
  tell: LoginTeller,
  signal: AbortSignal,
): Promise<void> {
  refuseWhileLent(await currentLogin(context, settings, signal));
  checkLoginMethod(settings, "api");
  await context.logins.cancelAll();
  await context.runtime.auth.loginWithKey(settings, key, signal);
  const mode = await currentMode(context, settings);
  afterAnswer(() => tell.completed(null, mode));
}

/** Starts a login in the browser, which goes on after the answer, and ends with the server at the latest. */
export async function startBrowserLogin(
  context: MethodContext,
  settings: AccountConfig,
  tell: LoginTeller,
  signal: AbortSignal,
): Promise<{ readonly loginId: string; readonly authUrl: string }> {
  refuseWhileLent(await currentLogin(context, settings, signal));
  const { auth } = context.runtime;
  const complete = async (loginId: string) => tell.completed(loginId, await currentMode(context, settings));
  return context.logins.start(
    (end) => auth.startBrowserLogin(settings, {}, () => undefined, end),
    (loginId, failure) => {
      if (failure === undefined) void complete(loginId);
      else tell.failed(loginId, failure);
    },
  );
}

/** The login in use after a change. */
export async function currentMode(context: MethodContext, settings: AccountConfig): Promise<LoginMode> {
  return authModeOf(await currentLogin(context, settings, new AbortController().signal));
}
