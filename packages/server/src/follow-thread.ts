/** Reads a thread's events and passes them on: notifications to all listeners, questions to one. */
import type { Event } from "@codex-ts/protocol";
import { askForApproval } from "./ask-for-approval.ts";
import type { LoadedThread } from "./loaded-thread.ts";
import { projectEvent } from "./projection/project-event.ts";
import { createProjectionState } from "./projection/projector.ts";

/** Follows until the thread has shut down. Never rejects. */
export async function followThread(loaded: LoadedThread): Promise<void> {
  const state = createProjectionState(loaded.thread.id);
  for await (const event of loaded.thread.events) {
    for (const notification of projectEvent(event, state)) {
      for (const listener of loaded.listeners) listener.notify(notification);
    }
    if (event.msg.type === "exec_approval_request" || event.msg.type === "apply_patch_approval_request") {
      askForApproval(loaded, event.msg);
    }
    if (endsTurn(event, loaded)) {
      loaded.activeTurn = undefined;
      for (const resolve of loaded.waitingForEnd) resolve();
      loaded.waitingForEnd.clear();
    }
  }
}

function endsTurn({ id, msg }: Event, loaded: LoadedThread): boolean {
  return (msg.type === "task_complete" || msg.type === "turn_aborted") && id === loaded.activeTurn;
}
