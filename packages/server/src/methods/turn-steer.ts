/** `turn/steer`: adds input to the running turn. */
import { RPC_ERROR, RpcError, toCoreUserInput } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";
import { requireThreadId } from "../stored-thread.ts";

/** The model reads it with its next request. Refused when the turn that is meant does not run. */
export const turnSteer: MethodHandler<"turn/steer"> = async ({ threads }, params) => {
  const { thread } = threads.get(requireThreadId(params.threadId));
  const { expectedTurnId, input } = params;
  if (expectedTurnId === "") throw refusal("expectedTurnId must not be empty");
  if (input.length === 0) throw refusal("input must not be empty");
  const outcome = thread.steer(expectedTurnId, input.map(toCoreUserInput));
  switch (outcome.kind) {
    case "taken":
      return { turnId: expectedTurnId };
    case "idle":
      throw refusal("no active turn to steer");
    case "other-turn":
      throw refusal(`expected active turn id \`${expectedTurnId}\` but found \`${outcome.turnId}\``);
  }
};

function refusal(message: string): RpcError {
  return new RpcError(RPC_ERROR.invalidRequest, message);
}
