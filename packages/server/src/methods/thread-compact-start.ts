/** `thread/compact/start`: shortens what the model has to read of a thread. */
import { refuseWhileBusy, submitOp, trackNewTurn } from "../loaded-thread.ts";
import type { MethodHandler } from "../method-context.ts";
import { requireThreadId } from "../stored-thread.ts";

/** Answers at once; the compaction is a turn of its own, and refused while another one runs. */
export const threadCompactStart: MethodHandler<"thread/compact/start"> = async ({ threads }, params) => {
  const loaded = threads.get(requireThreadId(params.threadId));
  refuseWhileBusy(loaded);
  trackNewTurn(loaded, submitOp(loaded, { type: "compact" }));
  return {};
};
