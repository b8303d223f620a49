/** Turns an approval event into a question to the clients, and the answer into an op. */
import type { EventOf, Op, ReviewDecision, ThreadId } from "@codex-ts/protocol";
import type { CommandDecision, FileDecision } from "@codex-ts/protocol/app-server";
import { joinArgv } from "@codex-ts/shell-command";
import type { LoadedThread } from "./loaded-thread.ts";
import { toCommandAction } from "./projection/exec-events.ts";
import type { ServerRequests } from "./server-requests.ts";

/** The two questions that the engine asks. */
export type ApprovalEvent = EventOf<"exec_approval_request"> | EventOf<"apply_patch_approval_request">;

/**
 * Asks one listener after the other until one has an answer; nobody to ask, or no usable answer, is a
 * refusal. `signal` withdraws the question. Never rejects.
 */
export async function askForApproval(
  { listeners, thread }: LoadedThread,
  event: ApprovalEvent,
  signal: AbortSignal,
): Promise<ReviewDecision> {
  for (const { requests, asksLegacy } of [...listeners]) {
    if (asksLegacy) {
      const legacy = await askLegacy(requests, thread.id, event, signal);
      if (legacy) return legacy.decision;
      continue;
    }
    const answer =
      event.type === "exec_approval_request"
        ? await askForCommand(requests, thread.id, event, signal)
        : await askForPatch(requests, thread.id, event, signal);
    if (answer) return toDecision(answer.decision);
  }
  return "denied";
}

/** True when the work that was asked about does not happen. */
export function isRefusal(decision: ReviewDecision): boolean {
  return decision === "denied" || decision === "abort";
}

/** The op that hands a decision to the thread. */
export function toApprovalOp(event: ApprovalEvent, decision: ReviewDecision): Op {
  const { call_id: id, turn_id } = event;
  return event.type === "exec_approval_request"
    ? { type: "exec_approval", id, turn_id, decision }
    : { type: "patch_approval", id, decision };
}

/** The questions of the older protocol; their answers are decisions already. */
function askLegacy(requests: ServerRequests, threadId: ThreadId, event: ApprovalEvent, signal: AbortSignal) {
  const place = { conversationId: threadId, callId: event.call_id, reason: event.reason ?? null };
  if (event.type === "exec_approval_request") {
    const { command, cwd, parsed_cmd: parsedCmd } = event;
    return requests.ask("execCommandApproval", { ...place, command, cwd, parsedCmd }, signal);
  }
  const { changes: fileChanges, grant_root: grantRoot = null } = event;
  return requests.ask("applyPatchApproval", { ...place, fileChanges, grantRoot }, signal);
}

function askForCommand(
  requests: ServerRequests,
  threadId: string,
  event: EventOf<"exec_approval_request">,
  signal: AbortSignal,
) {
  return requests.ask(
    "item/commandExecution/requestApproval",
    {
      threadId,
      turnId: event.turn_id,
      itemId: event.call_id,
      reason: event.reason ?? null,
      command: joinArgv(event.command),
      cwd: event.cwd,
      commandActions: event.parsed_cmd.map(toCommandAction),
      proposedExecpolicyAmendment: event.proposed_execpolicy_amendment ?? null,
    },
    signal,
  );
}

function askForPatch(
  requests: ServerRequests,
  threadId: string,
  event: EventOf<"apply_patch_approval_request">,
  signal: AbortSignal,
) {
  return requests.ask(
    "item/fileChange/requestApproval",
    {
      threadId,
      turnId: event.turn_id,
      itemId: event.call_id,
      reason: event.reason ?? null,
      grantRoot: event.grant_root ?? null,
    },
    signal,
  );
}

const DECISIONS = {
  accept: "approved",
  acceptForSession: "approved_for_session",
  decline: "denied",
  cancel: "abort",
} as const satisfies { [Decision in FileDecision]: ReviewDecision };

function toDecision(decision: CommandDecision): ReviewDecision {
  if (typeof decision === "string") return DECISIONS[decision];
  const { execpolicy_amendment } = decision.acceptWithExecpolicyAmendment;
  return { approved_execpolicy_amendment: { proposed_execpolicy_amendment: execpolicy_amendment } };
}
