/** Passes questions of MCP servers on to the client. */
import type { AskUser, McpAnswer } from "@codex-ts/mcp";
import type { EventEmitter } from "./event-emitter.ts";
import type { PendingRequests } from "./pending-requests.ts";

/** The questions belong to no submission; 0.99.0 names them like this. */
const QUESTION_ID = "mcp_elicitation_request";

/** An event for each question, and a waiting answer. */
export function createAskElicitation(
  elicitations: PendingRequests<McpAnswer>,
  emitter: EventEmitter,
): AskUser {
  return ({ server, id, message, requestedSchema }, signal) => {
    const answer = elicitations.wait(elicitationKey(server, id), signal);
    // A question that lost its point before it was asked is not shown.
    if (!signal.aborted) {
      emitter.emit(QUESTION_ID, {
        type: "elicitation_request",
        server_name: server,
        id,
        message,
        ...(requestedSchema === undefined ? {} : { requested_schema: requestedSchema }),
      });
    }
    return answer;
  };
}

/** Servers number their questions each for themselves. */
export function elicitationKey(server: string, id: string | number): string {
  return JSON.stringify([server, id]);
}
