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
 * What clients are told of a refusal, before the engine learns of it. A command that had not started is told
 * as an item that starts and ends here; one that has started, and a patch, end with an event of their own.
 */
export function projectRefusal(
  msg: EventOf<"exec_approval_request"> | EventOf<"apply_patch_approval_request">,
  turnId: string,
  state: ProjectionState,
): readonly ServerNotification[] {
  if (msg.type === "apply_patch_approval_request" || state.openCommands.has(msg.call_id)) {
    state.refused.add(msg.call_id);
    return [];
  }
  const item = toCommandItem(msg);
  return [
    itemNotification("item/started", item, turnId, state),
    itemNotification("item/completed", { ...item, status: "declined" }, turnId, state),
  ];
}
