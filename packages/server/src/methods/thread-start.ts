/** `thread/start`: opens a new thread. */
import { builtinToolNames } from "@codex-ts/core";
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";
import { toNewThread, toStartResponse } from "../thread-view.ts";
import { checkDynamicTools } from "./check-dynamic-tools.ts";
import { openThread } from "./open-thread.ts";

/** Opens the thread, answers with the settings in force, and announces it. */
export const threadStart: MethodHandler<"thread/start"> = async (context, params, signal) => {
  const problem = checkDynamicTools(params.dynamicTools ?? [], builtinToolNames);
  if (problem !== undefined) throw new RpcError(RPC_ERROR.invalidRequest, problem);
  const { version, source } = context.runtime.options;
  const facts = { version, source, now: context.now() };
  const { thread } = await context.threads.start(
    context.caller,
    async () => {
      const opened = await openThread(context, params, { history: { kind: "new" } }, signal);
      // Before anything else that clients are told of this thread.
      context.caller.notify({
        method: "thread/started",
        params: { thread: toNewThread(opened.thread, facts) },
      });
      return opened;
    },
    params.experimentalRawEvents,
  );
  return toStartResponse(thread, toNewThread(thread, facts));
};
