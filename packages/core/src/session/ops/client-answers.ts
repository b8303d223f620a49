/** Answers of the client to what only it can answer. */
import type { OpOf } from "@codex-ts/protocol";
import { elicitationKey } from "../ask-elicitation.ts";
import type { Session } from "../session.ts";

/** Hands over the user's words; an answer to a turn that asks nothing is ignored. */
export function answerQuestions(session: Session, _id: string, op: OpOf<"user_input_answer">): void {
  session.questions.answer(op.id, op.response);
}

/** Hands over the answer to a server's question; what is filled in counts only where the user agrees. */
export function answerElicitation(session: Session, _id: string, op: OpOf<"resolve_elicitation">): void {
  const { server_name, request_id, decision, content } = op;
  const answer = decision === "accept" ? { action: decision, content: content ?? {} } : { action: decision };
  session.elicitations.answer(elicitationKey(server_name, request_id), answer);
}

/** Hands over what a tool of the client gave; an answer to an unknown call is ignored. */
export function answerToolCall(session: Session, _id: string, op: OpOf<"dynamic_tool_response">): void {
  session.clientCalls.answer(op.id, op.response);
}
