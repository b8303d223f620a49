/** Stopping what runs. */
import type { Session } from "../session.ts";

/** Stops the running task and every background terminal; without a task, the start of MCP servers. */
export async function interrupt(session: Session): Promise<void> {
  if (session.slot.running === undefined) session.services.mcp?.cancelStartup();
  await session.slot.stop("interrupted");
  await session.commands.closeAll();
}

/** Ends every background terminal; the turn goes on. */
export async function cleanBackgroundTerminals(session: Session): Promise<void> {
  await session.commands.closeAll();
}
