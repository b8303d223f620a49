/** Failures of the parts below, in the words of the protocol. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { RuntimeError } from "@codex-ts/runtime";
import { StateError } from "@codex-ts/state";

/** Settings that cannot be used are no fault of the call; `what` stands before the reason. Rethrows all else. */
export function throwInternal(error: unknown, what = ""): never {
  if (!(error instanceof RuntimeError)) throw error;
  throw new RpcError(RPC_ERROR.internal, `${what}${error.message}`, { cause: error });
}

/** A failure of settings, threads or their files as clients are told; programs in the same process find its sort in the cause. */
export function toRpcError(error: unknown): unknown {
  if (!(error instanceof RuntimeError) && !(error instanceof StateError)) return error;
  const code = error.code === "mcp" ? RPC_ERROR.internal : RPC_ERROR.invalidRequest;
  return new RpcError(code, error.message, { cause: error });
}
