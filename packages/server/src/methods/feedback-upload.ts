/** `feedback/upload`: refused. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";

/** Nothing leaves the machine unasked, and there is nobody who would read it. */
export const feedbackUpload: MethodHandler<"feedback/upload"> = async () => {
  const message = "this program sends no feedback to anybody; nothing was sent";
  throw new RpcError(RPC_ERROR.invalidRequest, message);
};
