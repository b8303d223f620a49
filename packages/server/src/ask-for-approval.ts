/** Turns an approval event into a question to the client, and the answer into an op. */
import type { EventOf, Op, ReviewDecision } from "@codex-ts/protocol";
import type { CommandDecision, FileDecision } from "@codex-ts/protocol/app-server";
import { joinArgv } from "@codex-ts/shell-command";
import type { LoadedThread } from "./loaded-thread.ts";
import { toCommandAction } from "./projection/exec-events.ts";

type ApprovalEvent = EventOf<"exec_approval_request"> | EventOf<"apply_patch_approval_request">;

/** Asks the first listener; nobody to ask, or no usable answer, is a refusal. */
export function askForApproval(loaded: LoadedThread, event: ApprovalEvent): void {
  const answer =
    event.type === "exec_approval_request" ? askForCommand(loaded, event) : askForPatch(loaded, event);
  answer.then(
    (op) => submit(loaded, op),
    () => submit(loaded, refusal(event)),
  );
}

function submit(loaded: LoadedThread, op: Op): void {
  try {
    loaded.thread.submit(op);
  } catch {
    // The thread was closed while the user thought: the waiting call has been denied already.
  }
}

function refusal(event: ApprovalEvent): Op {
  const type = event.type === "exec_approval_request" ? "exec_approval" : "patch_approval";
  return { type, id: event.call_id, decision: "denied" };
}

async function askForCommand(loaded: LoadedThread, event: EventOf<"exec_approval_request">): Promise<Op> {
  const [listener] = loaded.listeners;
  const answer = await listener?.requests.ask("item/commandExecution/requestApproval", {
    threadId: loaded.thread.id,
    turnId: event.turn_id,
    itemId: event.call_id,
    reason: event.reason ?? null,
    command: joinArgv(event.command),
    cwd: event.cwd,
    commandActions: event.parsed_cmd.map(toCommandAction),
    proposedExecpolicyAmendment: event.proposed_execpolicy_amendment ?? null,
  });
  return {
    type: "exec_approval",
    id: event.call_id,
    turn_id: event.turn_id,
    decision: answer ? toDecision(answer.decision) : "denied",
  };
}

async function askForPatch(
  loaded: LoadedThread,
  event: EventOf<"apply_patch_approval_request">,
): Promise<Op> {
  const [listener] = loaded.listeners;
  const answer = await listener?.requests.ask("item/fileChange/requestApproval", {
    threadId: loaded.thread.id,
    turnId: event.turn_id,
    itemId: event.call_id,
    reason: event.reason ?? null,
    grantRoot: event.grant_root ?? null,
  });
  return {
    type: "patch_approval",
    id: event.call_id,
    decision: answer ? toDecision(answer.decision) : "denied",
  };
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
