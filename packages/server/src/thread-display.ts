/** What a front end for people has to know of a thread's settings. */
import type { ReasoningSummary } from "@codex-ts/protocol";
import type { OpenedThread } from "@codex-ts/runtime";

/** Settings that change only what is shown. */
export interface ThreadDisplay {
  /** True when the user does not want to see reasoning summaries. */
  readonly hidesReasoning: boolean;
  /** True when the user wants to see raw reasoning, where the model gives it. */
  readonly showsRawReasoning: boolean;
  readonly reasoningSummary: ReasoningSummary;
}

/** Takes them from the settings that a thread was opened with. */
export function toThreadDisplay({ display, model }: OpenedThread["config"]): ThreadDisplay {
  return {
    hidesReasoning: display.hideAgentReasoning,
    showsRawReasoning: display.showRawAgentReasoning,
    reasoningSummary: model.reasoningSummary,
  };
}
