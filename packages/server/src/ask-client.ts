/** Turns what only a client can answer into a request to the clients, and the answer into an op. */
import type { EventMsg, EventOf, Op } from "@codex-ts/protocol";
import type { LoadedThread } from "./loaded-thread.ts";

/** Questions of the model and of MCP servers to the user, and calls of tools that a client runs itself. */
export type ClientEvent = EventOf<"request_user_input" | "dynamic_tool_call_request" | "elicitation_request">;

const CLIENT_EVENTS: ReadonlySet<string> = new Set<ClientEvent["type"]>([
  "request_user_input",
  "dynamic_tool_call_request",
  "elicitation_request",
]);

/** True for an event that waits for a client's answer, approvals aside. */
export function isClientEvent(msg: EventMsg): msg is ClientEvent {
  return CLIENT_EVENTS.has(msg.type);
}

/**
 * Asks one listener after the other until one has an answer, and gives the op that hands it to the thread; without
 * an answer that is one which says so, since the model waits. `signal` withdraws the request. Never rejects.
 */
export async function askClient(loaded: LoadedThread, event: ClientEvent, signal: AbortSignal): Promise<Op> {
  switch (event.type) {
    case "request_user_input":
      return askUser(loaded, event, signal);
    case "dynamic_tool_call_request":
      return callTool(loaded, event, signal);
    case "elicitation_request":
      return askForServer(loaded, event, signal);
  }
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

async function askForServer(
  { listeners, thread, activeTurn }: LoadedThread,
  event: EventOf<"elicitation_request">,
  signal: AbortSignal,
): Promise<Op> {
  const params = {
    threadId: thread.id,
    turnId: activeTurn?.id ?? null,
    serverName: event.server_name,
    mode: "form" as const,
    _meta: null,
    message: event.message,
    requestedSchema: event.requested_schema ?? { type: "object", properties: {} },
  };
  const op = { type: "resolve_elicitation" as const, server_name: event.server_name, request_id: event.id };
  for (const { requests } of [...listeners]) {
    const answer = await requests.ask("mcpServer/elicitation/request", params, signal);
    if (!answer) continue;
    return { ...op, decision: answer.action, ...(answer.content == null ? {} : { content: answer.content }) };
  }
  return { ...op, decision: "cancel" };
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
