/** Logging out for a client. */
import type { MethodContext } from "../method-context.ts";
import { accountSettings, toAccountError } from "./account-settings.ts";
import { currentMode, type LoginMode } from "./perform-login.ts";

/** Removes the login everywhere, and ends one that is under way; gives what requests use from now on. */
export async function removeLogin(context: MethodContext, signal: AbortSignal): Promise<LoginMode> {
  const settings = await accountSettings(context, signal);
  await context.logins.cancelAll();
  try {
    await context.runtime.auth.managerFor(settings).logout(signal);
  } catch (error) {
    throw toAccountError(error);
  }
  return currentMode(context, settings);
}
