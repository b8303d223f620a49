/** What starting and resuming have in common. */
import {
  RPC_ERROR,
  RpcError,
  type ThreadForkParams,
  type ThreadResumeParams,
  type ThreadStartParams,
} from "@codex-ts/protocol/app-server";
import { type OpenedThread, RuntimeError, type ThreadRequest } from "@codex-ts/runtime";
import { readHead, StateError } from "@codex-ts/state";
import type { MethodContext } from "../method-context.ts";

/** What clients may choose when they open a thread. */
type OpenParams =
  | ThreadStartParams
  | Omit<ThreadResumeParams, "threadId">
  | Omit<ThreadForkParams, "threadId">;

/** Opens a thread with the overrides of a call. Throws `RpcError`. */
export async function openThread(
  context: MethodContext,
  params: OpenParams,
  { history, policies }: Pick<ThreadRequest, "history" | "policies">,
  signal: AbortSignal,
): Promise<OpenedThread> {
  try {
    const request = {
      ...toRequest(params, history),
      policies,
      client: context.client,
      onAgentOpened: context.threads.adopt,
    };
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
function toRequest(params: OpenParams, history: ThreadRequest["history"]): ThreadRequest {
  return {
    cwd: params.cwd ?? undefined,
    config: params.config ?? {},
    history,
    ...("dynamicTools" in params && params.dynamicTools != null ? { dynamicTools: params.dynamicTools } : {}),
    overrides: {
      ...(params.model == null ? {} : { model: params.model }),
      ...(params.modelProvider == null ? {} : { modelProvider: params.modelProvider }),
      ...(params.approvalPolicy == null ? {} : { approvalPolicy: params.approvalPolicy }),
      ...(params.sandbox == null ? {} : { sandboxMode: params.sandbox }),
      ...(params.baseInstructions == null ? {} : { baseInstructions: params.baseInstructions }),
      ...(params.developerInstructions == null
        ? {}
        : { developerInstructions: params.developerInstructions }),
      ...("personality" in params && params.personality != null ? { personality: params.personality } : {}),
      ...("ephemeral" in params && params.ephemeral != null ? { isEphemeral: params.ephemeral } : {}),
    },
  };
}

/** The provider of threads that were stored without one: that of the settings for a folder. Throws `RpcError`. */
export async function currentProvider(
  context: MethodContext,
  cwd: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  try {
    const request = toRequest({ cwd: cwd ?? null }, { kind: "new" });
    return (await context.runtime.loadSettings(request, signal)).provider.id;
  } catch (error) {
    throw toRpcError(error);
  }
}

/** Where a stored thread worked; a thread that is gone on with stays there. */
export async function storedCwd(path: string): Promise<string | undefined> {
  return (await readHead(path))?.cwd;
}
