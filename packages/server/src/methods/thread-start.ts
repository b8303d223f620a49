/** `thread/start`: opens a new thread. */
import type { MethodHandler } from "../method-context.ts";
import { toNewThread, toStartResponse } from "../thread-view.ts";
import { openThread } from "./open-thread.ts";

/** Opens the thread, answers with the settings in force, and announces it. */
export const threadStart: MethodHandler<"thread/start"> = async (context, params, signal) => {
  const opened = await openThread(context, params, { kind: "new" }, signal);
  const { version, source } = context.runtime.options;
  const thread = toNewThread(opened.thread, { version, source, now: context.now() });
  context.caller.notify({ method: "thread/started", params: { thread } });
  context.threads.add(opened, context.caller);
  return toStartResponse(opened.thread, thread);
};
