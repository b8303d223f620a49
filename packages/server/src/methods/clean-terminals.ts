/** `thread/backgroundTerminals/clean`: ends what still runs in the background. */
import { submitOp } from "../loaded-thread.ts";
import type { MethodHandler } from "../method-context.ts";

/** Answers at once; the processes end soon after. */
export const cleanTerminals: MethodHandler<"thread/backgroundTerminals/clean"> = async (context, params) => {
  submitOp(context.threads.get(params.threadId), { type: "clean_background_terminals" });
  return {};
};
