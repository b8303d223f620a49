/** Patches, plans, images and the turn's diff. */
import type { FileChange } from "@codex-ts/protocol";
import type { FileChangeItem, FileUpdateChange } from "@codex-ts/protocol/app-server";
import { itemNotification, type Projectors } from "./projector.ts";

type PatchEventType =
  | "patch_apply_begin"
  | "patch_apply_end"
  | "turn_diff"
  | "plan_update"
  | "view_image_tool_call";

export const patchProjectors: Projectors<PatchEventType> = {
  patch_apply_begin(msg, turnId, state) {
    const item = toItem(msg.call_id, msg.changes);
    state.openPatches.set(msg.call_id, item);
    return [itemNotification("item/started", item, turnId, state)];
  },
  /** A patch that an interrupt cut off has told its end before. */
  patch_apply_end(msg, turnId, state) {
    const open = state.openPatches.get(msg.call_id);
    if (!open) return [];
    state.openPatches.delete(msg.call_id);
    if (state.refused.delete(msg.call_id)) {
      return [itemNotification("item/completed", { ...open, status: "declined" }, turnId, state)];
    }
    const item = {
      ...toItem(msg.call_id, msg.changes),
      status: msg.success ? "completed" : "failed",
    } as const;
    return [itemNotification("item/completed", item, turnId, state)];
  },
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
    return [
      itemNotification("item/started", item, turnId, state),
      itemNotification("item/completed", item, turnId, state),
    ];
  },
};

function toItem(id: string, changes: { readonly [path: string]: FileChange }): FileChangeItem {
  const sorted = Object.entries(changes).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    type: "fileChange",
    id,
    status: "inProgress",
    changes: sorted.map(([path, change]) => toChange(path, change)),
  };
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
