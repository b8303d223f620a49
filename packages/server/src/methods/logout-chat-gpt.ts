/** `logoutChatGpt`, of the older protocol: removes the login. */
import { removeLogin } from "../account/remove-login.ts";
import type { MethodHandler } from "../method-context.ts";

/** Removes it, and tells `authStatusChange`. */
export const logoutChatGpt: MethodHandler<"logoutChatGpt"> = async (context, _params, signal) => {
  const authMethod = await removeLogin(context, signal);
  context.caller.notify({ method: "authStatusChange", params: { authMethod } });
  return {};
};
