/** `logoutChatGpt`, of the older protocol: removes the login. */
import { afterAnswer } from "../account/after-answer.ts";
import { removeLogin } from "../account/remove-login.ts";
import type { MethodHandler } from "../method-context.ts";

/** Removes it, and tells `authStatusChange`. */
export const logoutChatGpt: MethodHandler<"logoutChatGpt"> = async (context, _params, signal) => {
  const authMethod = await removeLogin(context, signal);
  afterAnswer(() => context.caller.notify({ method: "authStatusChange", params: { authMethod } }));
  return {};
};
