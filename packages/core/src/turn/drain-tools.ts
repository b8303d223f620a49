/** Waits for the tools of one response and hands their outputs to the model's history. */
import type { HistoryLog } from "../ports/history-log.ts";
import { toOutputItem } from "../tools/router.ts";
import type { ToolCall, ToolOutput } from "../tools/tool.ts";

/** A call that has been started. */
export interface CallInFlight {
  readonly call: ToolCall;
  /** Never rejects; undefined when the call gets no output. */
  readonly output: Promise<ToolOutput | undefined>;
}

/** Records the outputs in the order of the calls, each as soon as it and those before it are there. */
export async function drainTools(history: HistoryLog, calls: readonly CallInFlight[]): Promise<void> {
  for (const { call, output } of calls) {
    const answer = await output;
    if (answer) history.record([...(answer.notes ?? []), toOutputItem(call, answer)]);
  }
}
