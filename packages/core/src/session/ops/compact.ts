/** Compaction on request: a turn of its own. */
import { toTurnId } from "@codex-ts/protocol";
import { buildTurnContext } from "../build-turn-context.ts";
import { compactSession } from "../compact-session.ts";
import type { Session } from "../session.ts";
import { startTask } from "../start-task.ts";
import { startTurnMetadata } from "../turn-metadata.ts";

/** Stops the running turn, if any, and compacts the history. */
export async function compact(session: Session, id: string): Promise<void> {
  await session.slot.stop("replaced");
  const turn = buildTurnContext(session, toTurnId(id), undefined);
  startTask(session, turn, "compact", async (signal) => {
    const turnMetadata = startTurnMetadata(session.services, turn, signal);
    await compactSession(session, turn, { when: "between-turns", turnMetadata }, signal);
    return undefined;
  });
}
