/** What starting and resuming have in common. */
import type { ThreadForkParams, ThreadResumeParams, ThreadStartParams } from "@codex-ts/protocol/app-server";
import type { OpenedThread, ThreadRequest } from "@codex-ts/runtime";
import { readHead } from "@codex-ts/state";
import type { MethodContext } from "../method-context.ts";
import { toRpcError } from "../to-rpc-error.ts";

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

/** Where a stored thread worked; a thread that is gone on with stays there. */
export async function storedCwd(path: string): Promise<string | undefined> {
  return (await readHead(path))?.cwd;
}
