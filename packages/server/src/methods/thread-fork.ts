/** `thread/fork`: a new thread that begins with what another one has. */
import type { ThreadStartResponse } from "@codex-ts/protocol/app-server";
import { rebuildTurns } from "../history/rebuild-turns.ts";
import type { MethodHandler } from "../method-context.ts";
import { describeThread, findRollout } from "../stored-thread.ts";
import { toStartResponse } from "../thread-view.ts";
import { openThread, storedCwd } from "./open-thread.ts";

/** The other thread stays as it is, open or not. The copy is on disk before the answer. */
export const threadFork: MethodHandler<"thread/fork"> = async (context, params, signal) => {
  await context.threads.find(params.threadId)?.thread.flush();
  const path = params.path ?? (await findRollout(context.runtime, params.threadId, signal));
  const cwd = params.cwd ?? (await storedCwd(path));
  const { promise, resolve } = Promise.withResolvers<ThreadStartResponse>();
  await context.threads.start(context.caller, async () => {
    const opened = await openThread(context, { ...params, cwd }, { kind: "forked", path }, signal);
    const thread = await describeThread(context, opened.thread);
    const response = toStartResponse(opened.thread, { ...thread, turns: rebuildTurns(opened.storedItems) });
    // Before anything else that clients are told of this thread.
    context.caller.notify({ method: "thread/started", params: { thread: response.thread } });
    resolve(response);
    return opened;
  });
  return promise;
};
