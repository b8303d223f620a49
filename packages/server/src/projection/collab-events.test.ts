import { type EventMsg, toThreadId } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { projectEvent } from "./project-event.ts";
import { createProjectionState } from "./projector.ts";

const child = toThreadId("01900000-0000-7000-8000-000000000002");
const sender = toThreadId("01900000-0000-7000-8000-000000000001");
const call = { call_id: "c1", sender_thread_id: sender };

const told = (msg: EventMsg) => projectEvent({ id: "t", msg }, createProjectionState(sender));
const shown = (msg: EventMsg) =>
  told(msg).map(({ method, params }) => [method, "item" in params && params.item]);

test("a call of a sub-agent tool is one item that begins and ends", () => {
  expect(shown({ type: "collab_agent_spawn_begin", ...call, prompt: "go" })).toEqual([
    [
      "item/started",
      {
        type: "collabAgentToolCall",
        id: "c1",
        tool: "spawnAgent",
        status: "inProgress",
        senderThreadId: sender,
        receiverThreadIds: [],
        prompt: "go",
        agentsStates: {},
      },
    ],
  ]);
  const ended = { ...call, new_thread_id: child, prompt: "go", status: "pending_init" } as const;
  expect(shown({ type: "collab_agent_spawn_end", ...ended })).toEqual([
    [
      "item/completed",
      expect.objectContaining({
        status: "completed",
        receiverThreadIds: [child],
        agentsStates: { [child]: { status: "pendingInit", message: null } },
      }),
    ],
  ]);
});

test("a call fails when no thread was opened or an agent is gone", () => {
  const spawn = { type: "collab_agent_spawn_end", ...call, prompt: "go", status: "not_found" } as const;
  expect(shown(spawn)).toEqual([
    ["item/completed", expect.objectContaining({ status: "failed", agentsStates: {} })],
  ]);
  const statuses = { a: { errored: "broke" }, b: { completed: "done" } };
  expect(shown({ type: "collab_waiting_end", ...call, statuses })).toEqual([
    [
      "item/completed",
      expect.objectContaining({
        tool: "wait",
        status: "failed",
        prompt: null,
        receiverThreadIds: ["a", "b"],
        agentsStates: {
          a: { status: "errored", message: "broke" },
          b: { status: "completed", message: "done" },
        },
      }),
    ],
  ]);
});
