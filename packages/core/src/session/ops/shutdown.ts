/** The end of a session. */
import { countUserTurns } from "../../history/turn-boundaries.ts";
import type { Session } from "../session.ts";

/** Stops the task, ends every process, writes what is left and lets go of everything. */
export async function shutdown(session: Session, id: string): Promise<void> {
  session.stopSkillNews();
  try {
    await session.slot.stop("interrupted");
    await session.agents.closeAll();
    await Promise.all([session.userCommands.stop(), session.commands.closeAll()]);
  } finally {
    const turns = countUserTurns(session.history.items());
    session.telemetry.count("codex.conversation.turn.count", {}, turns);
    await session.services.mcp.close();
    await session.services.network?.close();
    await session.snapshot?.close();
    await session.turnUndo?.close();
    session.model.close();
    await session.recorder?.close();
    session.emitter.emit(id, { type: "shutdown_complete" });
  }
}
