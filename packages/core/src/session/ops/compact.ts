/** Compaction on request: a turn of its own. */

import { ModelError } from "@codex-ts/model-client";
import { toTurnId } from "@codex-ts/protocol";
import { buildTurnContext } from "../build-turn-context.ts";
import { compactSession } from "../compact-session.ts";
import type { Session } from "../session.ts";
import type { TurnAbortReason } from "../task-slot.ts";
import { sandboxTag, startTurnMetadata } from "../turn-metadata.ts";

/** Stops the running turn, if any, and compacts the history. */
export async function compact(session: Session, id: string): Promise<void> {
  await session.slot.stop("replaced");
  const turn = buildTurnContext(session, toTurnId(id), undefined);
  const events = session.emitter.forSubmission(id);
  session.slot.start(turn.turnId, "compact", async (signal) => {
    events.emit({
      type: "task_started",
      model_context_window: turn.model.contextWindow ?? null,
      collaboration_mode_kind: turn.collaborationMode.mode,
    });
    const { services } = session;
    const tag = sandboxTag(turn.policy.sandbox, services.platform);
    const metadata = startTurnMetadata(
      (reading) => services.readTurnMetadata(turn.cwd, tag, reading),
      signal,
    );
    try {
      await compactSession(session, turn, metadata, signal);
    } catch (error) {
      if (signal.aborted) {
        events.emit({ type: "turn_aborted", reason: signal.reason as TurnAbortReason });
        return;
      }
      const message = error instanceof Error ? error.message : String(error);
      const info = error instanceof ModelError ? error.codexErrorInfo : "other";
      events.emit({ type: "error", message, codex_error_info: info });
    }
    await session.recorder?.flush();
    events.emit({ type: "task_complete", last_agent_message: null });
  });
}
