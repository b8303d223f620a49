/** `account/logout`: removes the login. */
import { afterAnswer } from "../account/after-answer.ts";
import { removeLogin } from "../account/remove-login.ts";
import type { MethodHandler } from "../method-context.ts";

/** Removes it everywhere, and tells what is left: a key of the environment, or nothing. */
export const accountLogout: MethodHandler<"account/logout"> = async (context, _params, signal) => {
  const authMode = await removeLogin(context, signal);
  afterAnswer(() => context.caller.notify({ method: "account/updated", params: { authMode } }));
  return {};
};
