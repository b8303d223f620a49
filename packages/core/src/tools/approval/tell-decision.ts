/** What telemetry hears of decisions about tool calls. */
import type { ReviewDecision } from "@codex-ts/protocol";
import type { ToolCall } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";

/** What is decided about. */
export interface DecidedCall {
  readonly call: ToolCall;
  /** What metrics call the tool that asks (Codex 0.99.0). */
  readonly approvalName: "shell" | "unified_exec" | "apply_patch";
}

/** A decision's names in events and in metrics (Codex 0.99.0); never the rule that came with it. */
const NAMES = {
  approved: ["approved", "approved"],
  approved_for_session: ["approvedforsession", "approved_for_session"],
  approved_execpolicy_amendment: ["approvedexecpolicyamendment", "approved_with_amendment"],
  denied: ["denied", "denied"],
  abort: ["abort", "abort"],
} as const;

/** Tells who decided what: the settings, or the user; `isAsked` when the question was put to the user just now. */
export function tellDecision(
  { telemetry }: ToolPorts,
  { call, approvalName }: DecidedCall,
  decision: ReviewDecision,
  by: { readonly source: "Config" | "User"; readonly isAsked: boolean },
): void {
  const [inEvents, inMetrics] =
    NAMES[typeof decision === "string" ? decision : "approved_execpolicy_amendment"];
  telemetry.event("codex.tool_decision", {
    tool_name: call.name,
    call_id: call.callId,
    decision: inEvents,
    source: by.source,
  });
  if (by.isAsked) {
    telemetry.count("codex.approval.requested", { tool: approvalName, approved: inMetrics });
  }
}
