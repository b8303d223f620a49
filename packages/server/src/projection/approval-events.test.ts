import type { EventMsg, EventOf, FileChange } from "@codex-ts/protocol";
import { toThreadId } from "@codex-ts/protocol";
import type { ServerNotification } from "@codex-ts/protocol/app-server";
import { expect, test } from "@jest/globals";
import { projectRefusal } from "./approval-events.ts";
import { projectEvent } from "./project-event.ts";
import { createProjectionState } from "./projector.ts";

const THREAD = toThreadId("01923456-789a-7fff-bfff-ffffffffffff");
const changes: { [path: string]: FileChange } = { "/repo/a": { type: "add", content: "x\n" } };
const exec = { call_id: "c1", turn_id: "0", command: ["touch", "x"], cwd: "/repo", parsed_cmd: [] };
const begin: EventMsg = { type: "exec_command_begin", ...exec, source: "agent" };
const end = (exit_code: number): EventMsg => ({
  type: "exec_command_end",
  ...exec,
  source: "agent",
  stdout: "",
  stderr: "",
  aggregated_output: "out",
  exit_code,
  duration: { secs: 0, nanos: 0 },
  formatted_output: "",
});
const askExec: EventOf<"exec_approval_request"> = { type: "exec_approval_request", ...exec };
const askPatch: EventOf<"apply_patch_approval_request"> = {
  type: "apply_patch_approval_request",
  call_id: "p1",
  turn_id: "0",
  changes,
};
const patchBegin: EventMsg = {
  type: "patch_apply_begin",
  call_id: "p1",
  turn_id: "0",
  auto_approved: false,
  changes,
};
const patchEnd: EventMsg = {
  type: "patch_apply_end",
  call_id: "p1",
  turn_id: "0",
  stdout: "",
  stderr: "rejected",
  success: false,
  changes,
};
const aborted: EventMsg = { type: "turn_aborted", reason: "interrupted" };

/** What clients are told of events and refusals in this order, as `start ID` and `end ID STATUS`. */
function told(...steps: readonly (EventMsg | { readonly refuse: typeof askExec | typeof askPatch })[]) {
  const state = createProjectionState(THREAD);
  const notifications = steps.flatMap((step) =>
    "refuse" in step ? projectRefusal(step.refuse, "0", state) : projectEvent({ id: "0", msg: step }, state),
  );
  return notifications.map(describe);
}

function describe({ method, params }: ServerNotification): string {
  if (method !== "item/started" && method !== "item/completed") return method;
  const status = "status" in params.item ? params.item.status : "";
  return `${method.slice("item/".length)} ${params.item.id} ${status}`;
}

test("a question alone tells nothing", () => {
  expect(told(askExec, askPatch)).toEqual([]);
});

test("a refused command that never started is an item that starts and ends", () => {
  expect(told(askExec, { refuse: askExec })).toEqual(["started c1 inProgress", "completed c1 declined"]);
});

test("a refused command that had been announced ends once, as declined", () => {
  expect(told(begin, askExec, { refuse: askExec }, end(-1))).toEqual([
    "started c1 inProgress",
    "completed c1 declined",
  ]);
});

test("a refused second attempt leaves the result of the first", () => {
  expect(told(begin, askExec, { refuse: askExec }, end(1))).toEqual([
    "started c1 inProgress",
    "completed c1 failed",
  ]);
});

test("a refused patch ends once, as declined", () => {
  expect(told(patchBegin, askPatch, { refuse: askPatch }, patchEnd)).toEqual([
    "started p1 inProgress",
    "completed p1 declined",
  ]);
});

test("what an interrupt cuts off ends before the turn, and not once more after it", () => {
  expect(told(begin, patchBegin, { refuse: askPatch }, aborted, end(-1), patchEnd)).toEqual([
    "started c1 inProgress",
    "started p1 inProgress",
    "completed c1 failed",
    "completed p1 declined",
    "turn/completed",
  ]);
});
