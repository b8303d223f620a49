/** Questions about commands and patches: asked through server requests, and told only when refused. */
import type { EventOf } from "@codex-ts/protocol";
import type { ServerNotification } from "@codex-ts/protocol/app-server";
import { toCommandItem } from "./exec-events.ts";
import { itemNotification, type ProjectionState, type Projectors } from "./projector.ts";

export const approvalProjectors: Projectors<"exec_approval_request" | "apply_patch_approval_request"> = {
  exec_approval_request: () => [],
  apply_patch_approval_request: () => [],
};

/**
 * What clients are told of a refusal, before the engine learns of it. Whether the item had started or not,
 * it has exactly one start and one end; a second attempt of a command that has ended adds nothing.
 */
export function projectRefusal(
  msg: EventOf<"exec_approval_request"> | EventOf<"apply_patch_approval_request">,
  turnId: string,
  state: ProjectionState,
): readonly ServerNotification[] {
  const id = msg.call_id;
  if (msg.type === "apply_patch_approval_request") {
    const patch = state.openPatches.get(id);
    if (!patch) return [];
    state.openPatches.delete(id);
    return [itemNotification("item/completed", { ...patch, status: "declined" }, turnId, state)];
  }
  const open = state.openCommands.get(id);
  if (!open && state.endedCommands.has(id)) return [];
  state.openCommands.delete(id);
  state.endedCommands.add(id);
  const item = open ?? toCommandItem(msg);
  return [
    ...(open ? [] : [itemNotification("item/started", item, turnId, state)]),
    itemNotification("item/completed", { ...item, status: "declined" }, turnId, state),
  ];
}
