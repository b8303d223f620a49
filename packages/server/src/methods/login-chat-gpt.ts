/** `loginChatGpt`, of the older protocol: starts a login in the browser. */
import { accountSettings, toAccountError } from "../account/account-settings.ts";
import { olderTeller } from "../account/older-teller.ts";
import { startBrowserLogin } from "../account/perform-login.ts";
import type { MethodHandler } from "../method-context.ts";

/** Gives the address for the browser; `loginChatGptComplete` tells the end. */
export const loginChatGpt: MethodHandler<"loginChatGpt"> = async (context, _params, signal) => {
  const settings = await accountSettings(context, signal);
  try {
    return await startBrowserLogin(context, settings, olderTeller(context.caller), signal);
  } catch (error) {
    throw toAccountError(error);
  }
};
