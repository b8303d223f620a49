/** `account/rateLimits/read`: how much of the account's limits is used. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { accountSettings, currentLogin, toAccountError } from "../account/account-settings.ts";
import type { MethodHandler } from "../method-context.ts";

/** Asks the back end; refused without a ChatGPT login, which alone has such limits. */
export const accountRateLimitsRead: MethodHandler<"account/rateLimits/read"> = async (
  context,
  _params,
  signal,
) => {
  const settings = await accountSettings(context, signal);
  const { auth } = await currentLogin(context, settings, signal);
  if (auth?.mode !== "chatgpt") {
    const what = auth ? "a ChatGPT login" : "a login";
    throw new RpcError(RPC_ERROR.invalidRequest, `${what} is required to read rate limits`);
  }
  try {
    return { rateLimits: await context.runtime.auth.readUsage(settings, signal) };
  } catch (error) {
    throw toAccountError(error);
  }
};
