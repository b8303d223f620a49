/** Stopping what runs. */
import type { Session } from "../session.ts";

/** Stops the running task, commands of the user and every background terminal; without a task, the start of MCP servers. */
export async function interrupt(session: Session): Promise<void> {
  if (session.slot.running === undefined) session.services.mcp.cancelStartup();
  await session.slot.stop("interrupted");
  await Promise.all([session.userCommands.stop(), session.commands.closeAll()]);
}

/** Ends every background terminal, and commands of the user whose turn is over; the running turn goes on. */
export async function cleanBackgroundTerminals(session: Session): Promise<void> {
  const running = session.slot.running?.turn.turnId;
  await Promise.all([session.userCommands.stop(running), session.commands.closeAll()]);
}
