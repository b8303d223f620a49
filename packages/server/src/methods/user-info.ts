/** `userInfo`, of the older protocol: whose login it is. */
import { currentLogin, shownSettings } from "../account/account-settings.ts";
import type { MethodHandler } from "../method-context.ts";

/** The mail address that the login names; nobody has checked it. */
export const userInfo: MethodHandler<"userInfo"> = async (context, _params, signal) => {
  const { auth } = await currentLogin(context, await shownSettings(context, signal), signal);
  return { allegedUserEmail: (auth?.mode === "chatgpt" && auth.email) || null };
};
