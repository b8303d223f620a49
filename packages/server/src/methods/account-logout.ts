/** `account/logout`: removes the login. */
import { accountSettings, authModeOf, currentLogin, toAccountError } from "../account/account-settings.ts";
import type { MethodHandler } from "../method-context.ts";

/** Removes it everywhere, ends a login that is under way, and tells what is left: a key of the environment, or nothing. */
export const accountLogout: MethodHandler<"account/logout"> = async (context, _params, signal) => {
  const settings = await accountSettings(context, signal);
  await context.logins.cancelAll();
  try {
    await context.runtime.auth.managerFor(settings).logout(signal);
  } catch (error) {
    throw toAccountError(error);
  }
  const login = await currentLogin(context, settings, signal);
  context.caller.notify({ method: "account/updated", params: { authMode: authModeOf(login) } });
  return {};
};
