/** Everything that a session tells: the union of the event families. */
import * as z from "zod/mini";
import { collabEvents } from "./collab-events.ts";
import { itemEvents } from "./item-events.ts";
import { listingEvents } from "./listing-events.ts";
import { mcpEvents } from "./mcp-events.ts";
import { questionEvents } from "./question-events.ts";
import { reviewEvents } from "./review-events.ts";
import { sessionEvents } from "./session-events.ts";
import { toolEvents } from "./tool-events.ts";
import { turnEvents } from "./turn-events.ts";

export const EventMsg = z.discriminatedUnion("type", [
  ...turnEvents,
  ...itemEvents,
  ...toolEvents,
  ...mcpEvents,
  ...questionEvents,
  ...reviewEvents,
  ...collabEvents,
  ...listingEvents,
  ...sessionEvents,
]);
/** One fact that a session announces, tagged by `type` in snake_case. */
export type EventMsg = z.infer<typeof EventMsg>;
/** The tag of an event. */
export type EventType = EventMsg["type"];
/** The event with a given tag. */
export type EventOf<Type extends EventType> = Extract<EventMsg, { type: Type }>;

/** An event with the id of the submission that it belongs to, or `""` for none. */
export interface Event {
  readonly id: string;
  readonly msg: EventMsg;
}
