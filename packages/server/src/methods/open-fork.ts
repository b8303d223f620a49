/** Copies of threads, for clients and for reviews. */
import type { ThreadForkParams, ThreadStartResponse } from "@codex-ts/protocol/app-server";
import { rebuildTurns } from "../history/rebuild-turns.ts";
import type { LoadedThread } from "../loaded-thread.ts";
import type { MethodContext } from "../method-context.ts";
import { describeThread, findRollout } from "../stored-thread.ts";
import { toStartResponse } from "../thread-view.ts";
import { openThread, storedCwd } from "./open-thread.ts";

/** A copy that is open, and what clients are told of it. */
export interface OpenedFork {
  readonly loaded: LoadedThread;
  readonly response: ThreadStartResponse;
}

/** Opens a copy of a stored thread, open or not, and announces it. Throws `RpcError`. */
export async function openFork(
  context: MethodContext,
  params: ThreadForkParams,
  { showsTurns }: { readonly showsTurns: boolean },
  signal: AbortSignal,
): Promise<OpenedFork> {
  const source = context.threads.find(params.threadId)?.thread;
  await source?.flush();
  const path = params.path ?? (await findRollout(context.runtime, params.threadId, signal));
  const cwd = params.cwd ?? (await storedCwd(path));
  // A copy of a thread that is open may do what that one may, unless the client says otherwise.
  const policies = {
    ...(source && params.approvalPolicy == null && { approvalPolicy: source.policies.approvalPolicy }),
    ...(source && params.sandbox == null && { sandboxPolicy: source.policies.sandboxPolicy }),
  };
  const { promise, resolve } = Promise.withResolvers<ThreadStartResponse>();
  const loaded = await context.threads.start(context.caller, async () => {
    const opened = await openThread(
      context,
      { ...params, cwd },
      { history: { kind: "forked", path }, policies },
      signal,
    );
    const thread = await describeThread(context, opened.thread);
    const turns = showsTurns ? rebuildTurns(opened.storedItems) : [];
    const response = toStartResponse(opened.thread, { ...thread, turns });
    // Before anything else that clients are told of this thread.
    context.caller.notify({ method: "thread/started", params: { thread: response.thread } });
    resolve(response);
    return opened;
  });
  return { loaded, response: await promise };
}
