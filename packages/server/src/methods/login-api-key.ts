/** `loginApiKey`, of the older protocol: stores a key. */
import { accountSettings, toAccountError } from "../account/account-settings.ts";
import { olderTeller } from "../account/older-teller.ts";
import { loginWithKey } from "../account/perform-login.ts";
import type { MethodHandler } from "../method-context.ts";

/** Stores the key, and tells `authStatusChange`. */
export const loginApiKey: MethodHandler<"loginApiKey"> = async (context, { apiKey }, signal) => {
  const settings = await accountSettings(context, signal);
  try {
    await loginWithKey(context, settings, apiKey, olderTeller(context.caller), signal);
  } catch (error) {
    throw toAccountError(error);
  }
  return {};
};
