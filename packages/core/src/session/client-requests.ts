/** Asks the client on behalf of one turn. */
import type { TurnId } from "@codex-ts/protocol";
import type { ClientRequests } from "../ports/client-requests.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { Session } from "./session.ts";

/** An event for each request, and a waiting answer: of the turn for questions, of the call for tools. */
export function createClientRequests(
  { questions, clientCalls }: Pick<Session, "questions" | "clientCalls">,
  turnId: TurnId,
  events: EventSink,
): ClientRequests {
  return {
    askUser(callId, asked, signal) {
      const answer = questions.wait(turnId, signal);
      events.emit({ type: "request_user_input", call_id: callId, turn_id: turnId, questions: [...asked] });
      return answer;
    },
    callTool(callId, call, signal) {
      const answer = clientCalls.wait(callId, signal);
      events.emit({ type: "dynamic_tool_call_request", callId, turnId, ...call });
      return answer;
    },
  };
}
