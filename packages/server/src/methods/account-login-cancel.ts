/** `account/login/cancel`: gives up a login in the browser. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** Ends the login if it is under way; `account/login/completed` follows then. */
export const accountLoginCancel: MethodHandler<"account/login/cancel"> = async (context, { loginId }) => {
  if (!UUID.test(loginId)) throw new RpcError(RPC_ERROR.invalidRequest, `invalid login id: ${loginId}`);
  return { status: context.logins.cancel(loginId) ? "canceled" : "notFound" };
};
