/** Turns what only a client can answer into a request to the clients, and the answer into an op. */
import type { EventMsg, EventOf, Op } from "@codex-ts/protocol";
import type { LoadedThread } from "./loaded-thread.ts";

/** Questions to the user, and calls of tools that a client runs itself. */
export type ClientEvent = EventOf<"request_user_input"> | EventOf<"dynamic_tool_call_request">;

/** True for an event that waits for a client's answer, approvals aside. */
export function isClientEvent(msg: EventMsg): msg is ClientEvent {
  return msg.type === "request_user_input" || msg.type === "dynamic_tool_call_request";
}

/**
 * Asks one listener after the other until one has an answer, and gives the op that hands it to the thread; without
 * an answer that is one which says so, since the model waits. `signal` withdraws the request. Never rejects.
 */
export async function askClient(loaded: LoadedThread, event: ClientEvent, signal: AbortSignal): Promise<Op> {
  return event.type === "request_user_input"
    ? await askUser(loaded, event, signal)
    : await callTool(loaded, event, signal);
}

async function askUser(
  { listeners, thread }: LoadedThread,
  event: EventOf<"request_user_input">,
  signal: AbortSignal,
): Promise<Op> {
  const params = {
    threadId: thread.id,
    turnId: event.turn_id,
    itemId: event.call_id,
    questions: event.questions.map(({ options, ...question }) => ({ ...question, options: options ?? null })),
  };
  for (const { requests } of [...listeners]) {
    const response = await requests.ask("item/tool/requestUserInput", params, signal);
    if (response) return { type: "user_input_answer", id: event.turn_id, response };
  }
  return { type: "user_input_answer", id: event.turn_id, response: { answers: {} } };
}

async function callTool(
  { listeners, thread }: LoadedThread,
  event: EventOf<"dynamic_tool_call_request">,
  signal: AbortSignal,
): Promise<Op> {
  const { callId, turnId, tool } = event;
  const params = { threadId: thread.id, turnId, callId, tool, arguments: event.arguments };
  for (const { requests } of [...listeners]) {
    const response = await requests.ask("item/tool/call", params, signal);
    if (response) return { type: "dynamic_tool_response", id: callId, response };
  }
  const text = `no client could run the tool ${tool}`;
  return {
    type: "dynamic_tool_response",
    id: callId,
    response: { contentItems: [{ type: "inputText", text }], success: false },
  };
}
