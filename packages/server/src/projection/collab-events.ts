/** Sub-agents: each call of a collaboration tool is one item. */
import type { AgentStatus, EventType } from "@codex-ts/protocol";
import type { ServerNotification, ThreadItemOf } from "@codex-ts/protocol/app-server";
import { itemNotification, type ProjectionState, type Projectors } from "./projector.ts";

type CollabEventType = Extract<EventType, `collab_${string}`>;
type CollabItem = ThreadItemOf<"collabAgentToolCall">;
type AgentState = CollabItem["agentsStates"][string];

/** What a call's event says of its item. */
interface CollabCall {
  readonly tool: CollabItem["tool"];
  readonly call_id: string;
  readonly sender_thread_id: string;
  readonly receivers: readonly string[];
  readonly prompt?: string;
}

export const collabProjectors: Projectors<CollabEventType> = {
  collab_agent_spawn_begin: (msg, turnId, state) =>
    begin({ ...msg, tool: "spawnAgent", receivers: [] }, turnId, state),
  collab_agent_spawn_end: (msg, turnId, state) => {
    const receivers = msg.new_thread_id == null ? [] : [msg.new_thread_id];
    const statuses = Object.fromEntries(receivers.map((id) => [id, msg.status]));
    return end({ ...msg, tool: "spawnAgent", receivers }, statuses, turnId, state);
  },
  collab_agent_interaction_begin: (msg, turnId, state) =>
    begin({ ...msg, tool: "sendInput", receivers: [msg.receiver_thread_id] }, turnId, state),
  collab_agent_interaction_end: (msg, turnId, state) =>
    endOfOne({ ...msg, tool: "sendInput" }, turnId, state),
  collab_waiting_begin: (msg, turnId, state) =>
    begin({ ...msg, tool: "wait", receivers: msg.receiver_thread_ids }, turnId, state),
  collab_waiting_end: (msg, turnId, state) =>
    end({ ...msg, tool: "wait", receivers: Object.keys(msg.statuses) }, msg.statuses, turnId, state),
  collab_close_begin: (msg, turnId, state) =>
    begin({ ...msg, tool: "closeAgent", receivers: [msg.receiver_thread_id] }, turnId, state),
  collab_close_end: (msg, turnId, state) => endOfOne({ ...msg, tool: "closeAgent" }, turnId, state),
  collab_resume_begin: (msg, turnId, state) =>
    begin({ ...msg, tool: "resumeAgent", receivers: [msg.receiver_thread_id] }, turnId, state),
  collab_resume_end: (msg, turnId, state) => endOfOne({ ...msg, tool: "resumeAgent" }, turnId, state),
};

function begin(call: CollabCall, turnId: string, state: ProjectionState): ServerNotification[] {
  return [itemNotification("item/started", toItem(call, "inProgress", {}), turnId, state)];
}

function endOfOne(
  call: Omit<CollabCall, "receivers"> & { readonly receiver_thread_id: string; readonly status: AgentStatus },
  turnId: string,
  state: ProjectionState,
): ServerNotification[] {
  const { receiver_thread_id: receiver, status } = call;
  return end({ ...call, receivers: [receiver] }, { [receiver]: status }, turnId, state);
}

/** A call has failed when there is no agent, or when one of the agents has failed. */
function end(
  call: CollabCall,
  statuses: Readonly<Record<string, AgentStatus>>,
  turnId: string,
  state: ProjectionState,
): ServerNotification[] {
  const states = Object.fromEntries(Object.entries(statuses).map(([id, status]) => [id, toState(status)]));
  const isFailed =
    (call.tool === "spawnAgent" && call.receivers.length === 0) ||
    Object.values(states).some(({ status }) => status === "errored" || status === "notFound");
  const item = toItem(call, isFailed ? "failed" : "completed", states);
  return [itemNotification("item/completed", item, turnId, state)];
}

function toItem(
  call: CollabCall,
  status: CollabItem["status"],
  agentsStates: CollabItem["agentsStates"],
): CollabItem {
  return {
    type: "collabAgentToolCall",
    id: call.call_id,
    tool: call.tool,
    status,
    senderThreadId: call.sender_thread_id,
    receiverThreadIds: [...call.receivers],
    prompt: call.prompt ?? null,
    agentsStates,
  };
}

const UNIT_STATUS = {
  pending_init: "pendingInit",
  running: "running",
  shutdown: "shutdown",
  not_found: "notFound",
} as const;

function toState(status: AgentStatus): AgentState {
  if (typeof status === "string") return { status: UNIT_STATUS[status], message: null };
  return "completed" in status
    ? { status: "completed", message: status.completed }
    : { status: "errored", message: status.errored };
}
