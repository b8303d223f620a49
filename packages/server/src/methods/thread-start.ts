/** `thread/start`: opens a new thread. */
import type { MethodHandler } from "../method-context.ts";
import { toStartResponse } from "../thread-view.ts";
import { openThread } from "./open-thread.ts";

/** Opens the thread, answers with the settings in force, and announces it. */
export const threadStart: MethodHandler<"thread/start"> = async (context, params, signal) => {
  const { thread } = await openThread(context, params, { kind: "new" }, signal);
  const { options } = context.runtime;
  const response = toStartResponse(thread, {
    version: options.version,
    source: options.source,
    now: context.now(),
    preview: "",
  });
  context.caller.notify({ method: "thread/started", params: { thread: response.thread } });
  return response;
};
