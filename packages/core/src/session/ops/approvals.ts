/** Answers to approvals. */
import type { OpOf } from "@codex-ts/protocol";
import type { Session } from "../session.ts";

/** Hands the user's answer to the command or patch that waits for it; an unknown id is ignored. */
export function answerApproval(
  session: Session,
  _id: string,
  op: OpOf<"exec_approval" | "patch_approval">,
): void {
  const isAwaited = session.approvals.answer(op.id, op.decision);
  // An answer that comes too late must not end the turn that runs by now.
  if (isAwaited && op.decision === "abort") session.slot.running?.abort("interrupted");
}
