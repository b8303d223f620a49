/** Stopping what runs. */
import type { Session } from "../session.ts";

/** Stops the running task and every background terminal. */
export async function interrupt(session: Session): Promise<void> {
  await session.slot.stop("interrupted");
  await session.commands.closeAll();
}

/** Ends every background terminal; the turn goes on. */
export async function cleanBackgroundTerminals(session: Session): Promise<void> {
  await session.commands.closeAll();
}
