/** `thread/backgroundTerminals/clean`: ends what still runs in the background. */
import type { MethodHandler } from "../method-context.ts";

/** Answers at once; the processes end soon after. */
export const cleanTerminals: MethodHandler<"thread/backgroundTerminals/clean"> = async (context, params) => {
  context.threads.get(params.threadId).thread.submit({ type: "clean_background_terminals" });
  return {};
};
