import type { ModelEvent } from "./model-event.ts";

/** Writes an event as a server-sent event frame: its type, its JSON on one line, an empty line. */
export function writeSseFrame(event: ModelEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
