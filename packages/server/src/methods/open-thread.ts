/** What starting and resuming have in common. */
import {
  RPC_ERROR,
  RpcError,
  type ThreadResumeParams,
  type ThreadStartParams,
} from "@codex-ts/protocol/app-server";
import { type OpenedThread, RuntimeError, type ThreadRequest } from "@codex-ts/runtime";
import { StateError } from "@codex-ts/state";
import type { MethodContext } from "../method-context.ts";

/** Opens a thread with the overrides of a call. Throws `RpcError`. */
export async function openThread(
  context: MethodContext,
  params: ThreadStartParams | ThreadResumeParams,
  history: ThreadRequest["history"],
  signal: AbortSignal,
): Promise<OpenedThread> {
  try {
    const request = { ...toRequest(params, history), client: context.client };
    return await context.runtime.openThread(request, signal);
  } catch (error) {
    throw toRpcError(error);
  }
}

/** A failure to open as clients are told; programs in the same process find its sort in the cause. */
export function toRpcError(error: unknown): unknown {
  if (!(error instanceof RuntimeError) && !(error instanceof StateError)) return error;
  const code = error.code === "mcp" ? RPC_ERROR.internal : RPC_ERROR.invalidRequest;
  return new RpcError(code, error.message, { cause: error });
}

/** The request for the settings of a thread. */
export function toRequest(
  params: ThreadStartParams | ThreadResumeParams,
  history: ThreadRequest["history"],
): ThreadRequest {
  return {
    cwd: params.cwd ?? undefined,
    config: params.config ?? {},
    history,
    overrides: {
      ...(params.model == null ? {} : { model: params.model }),
      ...(params.modelProvider == null ? {} : { modelProvider: params.modelProvider }),
      ...(params.approvalPolicy == null ? {} : { approvalPolicy: params.approvalPolicy }),
      ...(params.sandbox == null ? {} : { sandboxMode: params.sandbox }),
      ...(params.baseInstructions == null ? {} : { baseInstructions: params.baseInstructions }),
      ...(params.developerInstructions == null
        ? {}
        : { developerInstructions: params.developerInstructions }),
      ...(params.personality == null ? {} : { personality: params.personality }),
      ...("ephemeral" in params && params.ephemeral != null ? { isEphemeral: params.ephemeral } : {}),
    },
  };
}
