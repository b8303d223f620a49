/** `turn/interrupt`: stops the running turn. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";

/** Answers when the turn has ended; a thread that does nothing is refused at once. */
export const turnInterrupt: MethodHandler<"turn/interrupt"> = async (context, params) => {
  const loaded = context.threads.get(params.threadId);
  if (loaded.activeTurn === undefined) throw new RpcError(RPC_ERROR.invalidRequest, "no turn is running");
  const { promise, resolve } = Promise.withResolvers<void>();
  loaded.waitingForEnd.add(resolve);
  loaded.thread.submit({ type: "interrupt" });
  await promise;
  return {};
};
