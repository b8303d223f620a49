import type { CodexThread } from "@codex-ts/core";
import { type Event, type EventMsg, type Op, toThreadId } from "@codex-ts/protocol";
import type { ServerNotification } from "@codex-ts/protocol/app-server";
import { createAsyncQueue } from "@codex-ts/std";
import { expect, test } from "@jest/globals";
import { followThread } from "./follow-thread.ts";
import { type LoadedThread, trackNewTurn } from "./loaded-thread.ts";

const threadId = toThreadId("01923456-789a-7fff-bfff-ffffffffffff");

/** What no projector can translate: a kind of event that is not of the protocol. */
const UNKNOWN = { type: "from_the_future" } as unknown as EventMsg;
const STARTED: EventMsg = {
  type: "task_started",
  model_context_window: null,
  collaboration_mode_kind: "default",
};
const COMPLETE: EventMsg = { type: "task_complete", last_agent_message: null };
const ABORTED: EventMsg = { type: "turn_aborted", reason: "interrupted" };
const BEGIN: EventMsg = {
  type: "exec_command_begin",
  call_id: "c1",
  turn_id: "1",
  command: ["true"],
  cwd: "/",
  parsed_cmd: [],
  source: "agent",
};

/** Follows events by hand; gives what a client was told, in short, and what the engine was asked. */
async function follow(turnId: string, ...messages: readonly (EventMsg | readonly [id: string, EventMsg])[]) {
  const told: ServerNotification[] = [];
  const ops: Op["type"][] = [];
  const events = createAsyncQueue<Event>();
  const thread = {
    id: threadId,
    events,
    submit: (op: Op) => {
      ops.push(op.type);
      return "9";
    },
  } as unknown as CodexThread;
  const listener = {
    notify: (notification: ServerNotification) => void told.push(notification),
    requests: { ask: async () => undefined },
  };
  const loaded = {
    thread,
    display: {},
    listeners: new Set([listener]),
    rawListeners: new WeakSet(),
    watchers: new Set(),
  } as unknown as LoadedThread;
  trackNewTurn(loaded, turnId);
  for (const entry of messages) {
    const [id, msg] = "type" in entry ? [turnId, entry] : entry;
    events.push({ id, msg });
  }
  events.close();
  await followThread(loaded);
  return { told: told.map(inShort), ops, isBusy: loaded.activeTurn !== undefined };
}

function inShort(notification: ServerNotification): string {
  switch (notification.method) {
    case "turn/completed": {
      const { status, error } = notification.params.turn;
      return `turn/completed ${status}${error ? ` ${error.message.split(":")[0]}` : ""}`;
    }
    case "error":
      return `error ${notification.params.turnId} ${notification.params.willRetry}`;
    case "item/completed":
      return `item/completed ${"status" in notification.params.item ? notification.params.item.status : ""}`;
    default:
      return notification.method;
  }
}

const END = "turn/completed failed an event (from_the_future) could not be shown; the turn is stopped";

test("a turn of which something cannot be shown is stopped, and ends with that error", async () => {
  expect(await follow("1", STARTED, BEGIN, UNKNOWN, UNKNOWN, BEGIN, ABORTED)).toEqual({
    told: ["turn/started", "item/started", "error 1 false", "item/completed failed", END],
    ops: ["interrupt"],
    isBusy: false,
  });
});

test("the engine may have finished before it hears of it; what follows is told as ever", async () => {
  const { told } = await follow("1", STARTED, UNKNOWN, COMPLETE, ["2", STARTED], ["2", COMPLETE]);
  expect(told).toEqual(["turn/started", "error 1 false", END, "turn/started", "turn/completed completed"]);
});

test("a turn that the engine started by itself keeps the thread busy", async () => {
  expect((await follow("1", STARTED, COMPLETE, ["2", STARTED])).isBusy).toBe(true);
  expect((await follow("1", STARTED, COMPLETE, ["2", STARTED], ["2", COMPLETE])).isBusy).toBe(false);
});

test("what belongs to no running turn is told as an error and stops nothing", async () => {
  expect(await follow("1", STARTED, ["0", UNKNOWN], COMPLETE)).toEqual({
    told: ["turn/started", "error 0 false", "turn/completed completed"],
    ops: [],
    isBusy: false,
  });
});

test("a question that cannot be asked stops the turn", async () => {
  const question = { ...BEGIN, type: "exec_approval_request", parsed_cmd: [null] } as unknown as EventMsg;
  const { told, ops } = await follow("1", STARTED, question);
  expect([told, ops]).toEqual([["turn/started", "error 1 false"], ["interrupt"]]);
});
