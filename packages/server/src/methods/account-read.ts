/** `account/read`: who pays for model requests. */
import { toPlanType } from "@codex-ts/protocol";
import { type ClientResult, RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { ResolvedAuth } from "@codex-ts/runtime";
import { loginAfterRenewal, shownSettings } from "../account/account-settings.ts";
import type { MethodHandler } from "../method-context.ts";

/** Gives the account, after renewing its tokens where the caller wants that; a failure to renew changes nothing. */
export const accountRead: MethodHandler<"account/read"> = async (context, params, signal) => {
  const settings = await shownSettings(context, signal);
  if (!settings.provider.requiresOpenaiAuth) return { account: null, requiresOpenaiAuth: false };
  const login = await loginAfterRenewal(context, settings, params.refreshToken ?? false, signal);
  return { account: toAccount(login), requiresOpenaiAuth: true };
};

function toAccount({ auth }: ResolvedAuth): ClientResult<"account/read">["account"] {
  if (!auth) return null;
  if (auth.mode === "apikey") return { type: "apiKey" };
  if (auth.email === undefined || auth.planType === undefined) {
    const message = "email and plan type are missing in the ChatGPT login; log in again";
    throw new RpcError(RPC_ERROR.invalidRequest, message);
  }
  return { type: "chatgpt", email: auth.email, planType: toPlanType(auth.planType) };
}
