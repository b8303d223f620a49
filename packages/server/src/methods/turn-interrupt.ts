/** `turn/interrupt`: stops the running turn. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { submitOp, untilTurnEnds } from "../loaded-thread.ts";
import type { MethodHandler } from "../method-context.ts";

/** Answers when the turn has ended; a thread that does nothing is refused at once. Rejects with the signal's reason. */
export const turnInterrupt: MethodHandler<"turn/interrupt"> = async (context, params, signal) => {
  const loaded = context.threads.get(params.threadId);
  const turn = loaded.activeTurn;
  if (!turn) throw new RpcError(RPC_ERROR.invalidRequest, "no turn is running");
  submitOp(loaded, { type: "interrupt" });
  await untilTurnEnds(turn, signal);
  return {};
};
