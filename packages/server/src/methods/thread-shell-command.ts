/** `thread/shellCommand`: runs what the user typed, with all that they may do themselves. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { submitOp, trackNewTurn } from "../loaded-thread.ts";
import type { MethodHandler } from "../method-context.ts";

/** Answers as soon as it is accepted. It joins the running turn, or else is a turn of its own. */
export const threadShellCommand: MethodHandler<"thread/shellCommand"> = async (context, params) => {
  const loaded = context.threads.get(params.threadId);
  if (params.command.trim() === "") throw new RpcError(RPC_ERROR.invalidRequest, "command must not be empty");
  const id = submitOp(loaded, { type: "run_user_shell_command", command: params.command });
  if (!loaded.activeTurn) trackNewTurn(loaded, id);
  return {};
};
