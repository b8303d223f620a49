/** Patches, plans, images and the turn's diff. */
import type { FileChange } from "@codex-ts/protocol";
import type { FileChangeItem, FileUpdateChange, ServerNotification } from "@codex-ts/protocol/app-server";
import type { ProjectionState, Projectors } from "./projector.ts";

type PatchEventType =
  | "patch_apply_begin"
  | "patch_apply_end"
  | "apply_patch_approval_request"
  | "turn_diff"
  | "plan_update"
  | "view_image_tool_call";

export const patchProjectors: Projectors<PatchEventType> = {
  patch_apply_begin(msg, turnId, state) {
    state.openPatches.add(msg.call_id);
    return [notifyItem("item/started", toItem(msg.call_id, msg.changes, "inProgress"), turnId, state)];
  },
  patch_apply_end(msg, turnId, state) {
    state.openPatches.delete(msg.call_id);
    const status = msg.success ? "completed" : "failed";
    const output = msg.success ? msg.stdout : msg.stderr;
    const told: ServerNotification[] = [];
    if (output !== "") {
      told.push({
        method: "item/fileChange/outputDelta",
        params: { threadId: state.threadId, turnId, itemId: msg.call_id, delta: output },
      });
    }
    told.push(notifyItem("item/completed", toItem(msg.call_id, msg.changes, status), turnId, state));
    return told;
  },
  /** Answered through a server request, not a notification. */
  apply_patch_approval_request: () => [],
  turn_diff: (msg, turnId, state) => [
    {
      method: "turn/diff/updated",
      params: { threadId: state.threadId, turnId, diff: msg.unified_diff },
    },
  ],
  plan_update: (msg, turnId, state) => [
    {
      method: "turn/plan/updated",
      params: {
        threadId: state.threadId,
        turnId,
        explanation: msg.explanation ?? null,
        plan: msg.plan.map(({ step, status }) => ({
          step,
          status: status === "in_progress" ? "inProgress" : status,
        })),
      },
    },
  ],
  view_image_tool_call(msg, turnId, state) {
    const item = { type: "imageView" as const, id: msg.call_id, path: msg.path };
    const params = { item, threadId: state.threadId, turnId };
    return [
      { method: "item/started", params },
      { method: "item/completed", params },
    ];
  },
};

function notifyItem(
  method: "item/started" | "item/completed",
  item: FileChangeItem,
  turnId: string,
  state: ProjectionState,
): ServerNotification {
  return { method, params: { item, threadId: state.threadId, turnId } };
}

function toItem(
  id: string,
  changes: { readonly [path: string]: FileChange },
  status: FileChangeItem["status"],
): FileChangeItem {
  const sorted = Object.entries(changes).sort(([a], [b]) => (a < b ? -1 : 1));
  return { type: "fileChange", id, status, changes: sorted.map(([path, change]) => toChange(path, change)) };
}

function toChange(path: string, change: FileChange): FileUpdateChange {
  switch (change.type) {
    case "add":
      return { path, kind: { type: "add" }, diff: change.content };
    case "delete":
      return { path, kind: { type: "delete" }, diff: change.content };
    case "update": {
      const movePath = change.move_path ?? null;
      const moved = movePath === null ? "" : `\n\nMoved to: ${movePath}`;
      return { path, kind: { type: "update", move_path: movePath }, diff: change.unified_diff + moved };
    }
  }
}
