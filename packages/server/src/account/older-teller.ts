/** How a login ended, in the words of the older protocol. */
import type { Listener } from "../loaded-thread.ts";
import type { LoginTeller } from "./perform-login.ts";

/** Tells the caller. */
export function olderTeller(caller: Listener): LoginTeller {
  return {
    completed(loginId, authMethod) {
      if (loginId !== null) {
        caller.notify({ method: "loginChatGptComplete", params: { loginId, success: true, error: null } });
      }
      caller.notify({ method: "authStatusChange", params: { authMethod } });
    },
    failed: (loginId, error) =>
      caller.notify({ method: "loginChatGptComplete", params: { loginId, success: false, error } }),
  };
}
