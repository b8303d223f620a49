/** Asks the client for approval on behalf of one turn. */
import type { TurnId } from "@codex-ts/protocol";
import type { ApprovalBroker } from "../ports/approval-broker.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { Session } from "./session.ts";

/** The broker of a turn: an event for the question, a waiting answer. */
export function createApprovalBroker(session: Session, turnId: TurnId, events: EventSink): ApprovalBroker {
  const { approvals } = session;
  return {
    command(ask, signal) {
      const answer = approvals.wait(ask.call_id, signal);
      events.emit({ type: "exec_approval_request", turn_id: turnId, ...ask });
      return answer;
    },
    patch(ask, signal) {
      const answer = approvals.wait(ask.call_id, signal);
      events.emit({ type: "apply_patch_approval_request", turn_id: turnId, ...ask });
      return answer;
    },
  };
}
