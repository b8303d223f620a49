/** Reads a thread's events and passes them on: notifications to all listeners, questions to one. */
import type { Event, EventMsg, Op } from "@codex-ts/protocol";
import type { ServerNotification, TurnError } from "@codex-ts/protocol/app-server";
import { reasonOf } from "@codex-ts/std";
import { askClient, type ClientEvent, isClientEvent } from "./ask-client.ts";
import { type ApprovalEvent, askForApproval, isRefusal, toApprovalOp } from "./ask-for-approval.ts";
import { type Listener, type LoadedThread, trackNewTurn } from "./loaded-thread.ts";
import { projectRefusal } from "./projection/approval-events.ts";
import { projectEvent } from "./projection/project-event.ts";
import { createProjectionState, type ProjectionState } from "./projection/projector.ts";
import { projectBrokenTurn, projectFault, projectUnstartedTurn } from "./projection/turn-events.ts";

interface Follower {
  readonly loaded: LoadedThread;
  readonly state: ProjectionState;
  /** A turn of which something could not be told: it is being stopped, and only its end is told any more. */
  broken: { readonly turnId: string; readonly error: TurnError } | undefined;
  /** Aborted when the thread has shut down. */
  readonly end: AbortController;
}

/**
 * Follows until the thread has shut down; never rejects. What cannot be told, by a fault of ours, ends its turn
 * with an error, and nothing else.
 */
export async function followThread(loaded: LoadedThread): Promise<void> {
  const follower: Follower = {
    loaded,
    state: createProjectionState(loaded.thread.id),
    broken: undefined,
    end: new AbortController(),
  };
  const questions = new Set<Promise<void>>();
  for await (const event of loaded.thread.events) {
    tellEvent(follower, event);
    const { id, msg } = event;
    if (isQuestion(msg) && follower.broken?.turnId !== id) {
      const question = settleApproval(follower, msg, id).catch((error) => breakTurn(follower, event, error));
      questions.add(question);
      void question.then(() => questions.delete(question));
    }
    if (isClientEvent(msg)) {
      const request = settleRequest(follower, msg);
      questions.add(request);
      void request.then(() => questions.delete(request));
    }
    trackTurn(follower, event);
    for (const watch of loaded.watchers) watch(event);
  }
  const closed = new Error("the thread was closed");
  loaded.activeTurn?.end.abort(closed);
  follower.end.abort(closed);
  await Promise.all(questions);
}

function tell(loaded: LoadedThread, notifications: readonly ServerNotification[]): void {
  for (const notification of notifications) {
    const isRaw = notification.method === "rawResponseItem/completed";
    for (const listener of audienceOf(loaded, isRaw)) listener.notify(notification);
  }
}

/** Raw items are for those who asked for them. */
function audienceOf({ listeners, rawListeners }: LoadedThread, isRaw: boolean): readonly Listener[] {
  return [...listeners].filter((listener) => !isRaw || rawListeners.has(listener));
}

function tellEvent(follower: Follower, event: Event): void {
  const { loaded, state } = follower;
  for (const listener of audienceOf(loaded, event.msg.type === "raw_response_item")) {
    listener.hear?.(loaded.thread.id, event);
  }
  const isEnd = event.msg.type === "task_complete" || event.msg.type === "turn_aborted";
  try {
    if (follower.broken?.turnId !== event.id) tell(loaded, withItems(projectEvent(event, state), loaded));
  } catch (error) {
    breakTurn(follower, event, error);
  }
  const { broken } = follower;
  if (!isEnd || broken?.turnId !== event.id) return;
  tell(loaded, projectBrokenTurn(broken.turnId, broken.error, state));
  follower.broken = undefined;
}

/** A turn is announced as the answer to its start showed it. */
function withItems(
  notifications: readonly ServerNotification[],
  { activeTurn }: LoadedThread,
): readonly ServerNotification[] {
  if (!activeTurn || activeTurn.items.length === 0) return notifications;
  return notifications.map((each) => {
    if (each.method !== "turn/started" || each.params.turn.id !== activeTurn.id) return each;
    const turn = { ...each.params.turn, items: [...activeTurn.items] };
    return { method: each.method, params: { ...each.params, turn } };
  });
}

/** Tells clients that they do not see everything any more, and stops the turn: what nobody sees must not go on. */
function breakTurn(follower: Follower, { id, msg }: Event, cause: unknown): void {
  const { loaded, state } = follower;
  const reason = reasonOf(cause);
  const isActive = loaded.activeTurn?.id === id;
  const consequence = isActive ? "; the turn is stopped" : "";
  const error = {
    message: `an event (${msg.type}) could not be shown${consequence}: ${reason}`,
    codexErrorInfo: "other" as const,
    additionalDetails: null,
  };
  tell(loaded, [projectFault(error, id, state)]);
  if (!isActive) return;
  follower.broken = { turnId: id, error };
  submitUnlessClosed(loaded, { type: "interrupt" });
}

function isQuestion(msg: EventMsg): msg is ApprovalEvent {
  return msg.type === "exec_approval_request" || msg.type === "apply_patch_approval_request";
}

/** Asks, tells a refusal as the end of its item, and hands the answer to the thread. */
async function settleApproval(
  { loaded, state }: Follower,
  event: ApprovalEvent,
  turnId: string,
): Promise<void> {
  const turn = loaded.activeTurn;
  const end = turn?.end.signal ?? AbortSignal.abort(new Error("no turn is running"));
  const decision = await askForApproval(loaded, event, end);
  // The call that waited was dropped with its turn, which has told the end of all its items.
  if (end.aborted) return;
  if (isRefusal(decision)) tell(loaded, projectRefusal(event, turnId, state));
  submitUnlessClosed(loaded, toApprovalOp(event, decision));
}

/** Hands on what only a client can answer, and the answer to the thread. Never rejects. */
async function settleRequest({ loaded, end }: Follower, event: ClientEvent): Promise<void> {
  const turn = loaded.activeTurn?.end.signal;
  if (event.type === "elicitation_request") {
    // A server may ask for an agent, or for a list of tools, while the thread has no turn; it always gets an answer.
    submitUnlessClosed(loaded, await askClient(loaded, event, turn ?? end.signal));
    return;
  }
  const over = turn ?? AbortSignal.abort(new Error("no turn is running"));
  const answer = await askClient(loaded, event, over);
  if (!over.aborted) submitUnlessClosed(loaded, answer);
}

function submitUnlessClosed({ thread }: LoadedThread, op: Op): void {
  try {
    thread.submit(op);
  } catch {
    // The thread was closed meanwhile: it has dropped what waited, and stops by itself.
  }
}

function trackTurn({ loaded, state }: Follower, { id, msg }: Event): void {
  // No method began it: an agent's turn, or a user's command whose turn has ended meanwhile.
  if (msg.type === "task_started" && !loaded.activeTurn) trackNewTurn(loaded, id);
  const turn = loaded.activeTurn;
  if (turn?.id !== id) return;
  if (msg.type === "task_started") turn.hasStarted = true;
  const isRefused = msg.type === "error" && !turn.hasStarted;
  if (isRefused) tell(loaded, projectUnstartedTurn(id, state));
  if (!isRefused && msg.type !== "task_complete" && msg.type !== "turn_aborted") return;
  loaded.activeTurn = undefined;
  turn.end.abort(new Error("the turn has ended"));
}
