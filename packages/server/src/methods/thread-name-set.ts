/** `thread/name/set`: names a thread. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { normalizeThreadName } from "@codex-ts/state";
import { submitOp } from "../loaded-thread.ts";
import type { MethodHandler } from "../method-context.ts";
import { requireThreadId } from "../stored-thread.ts";

/** Answers at once; `thread/name/updated` follows when the name is written down. */
export const threadNameSet: MethodHandler<"thread/name/set"> = async ({ threads }, params) => {
  const loaded = threads.get(requireThreadId(params.threadId));
  const name = normalizeThreadName(params.name);
  if (name === undefined) throw new RpcError(RPC_ERROR.invalidRequest, "thread name must not be empty");
  submitOp(loaded, { type: "set_thread_name", name });
  return {};
};
