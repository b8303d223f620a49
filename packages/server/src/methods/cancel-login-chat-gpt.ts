/** `cancelLoginChatGpt`, of the older protocol: gives up a login in the browser. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";

/** Ends the login; refused when it is not under way. */
export const cancelLoginChatGpt: MethodHandler<"cancelLoginChatGpt"> = async (context, { loginId }) => {
  if (context.logins.cancel(loginId)) return {};
  throw new RpcError(RPC_ERROR.invalidRequest, `login id not found: ${loginId}`);
};
