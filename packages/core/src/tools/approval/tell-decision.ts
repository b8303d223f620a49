/** What telemetry hears of decisions about tool calls. */
import type { ReviewDecision } from "@codex-ts/protocol";
import type { ToolPorts } from "../tool-ports.ts";
import type { ApprovedRun } from "./run-approved.ts";

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
  { call, approvalName }: Pick<ApprovedRun<unknown>, "call" | "approvalName">,
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
