/** The one translation from core events to what clients of the app-server see. */
import type { Event, EventType } from "@codex-ts/protocol";
import type { ServerNotification } from "@codex-ts/protocol/app-server";
import { approvalProjectors } from "./approval-events.ts";
import { collabProjectors } from "./collab-events.ts";
import { execProjectors } from "./exec-events.ts";
import { itemProjectors } from "./item-events.ts";
import { listingProjectors } from "./listing-events.ts";
import { mcpProjectors } from "./mcp-events.ts";
import { patchProjectors } from "./patch-events.ts";
import type { ProjectionState, Projector, Projectors } from "./projector.ts";
import { reviewProjectors } from "./review-events.ts";
import { sessionProjectors } from "./session-events.ts";
import { turnProjectors } from "./turn-events.ts";

const projectors = {
  ...turnProjectors,
  ...itemProjectors,
  ...execProjectors,
  ...patchProjectors,
  ...approvalProjectors,
  ...sessionProjectors,
  ...mcpProjectors,
  ...reviewProjectors,
  ...collabProjectors,
  ...listingProjectors,
} satisfies Projectors<EventType>;

/** What clients are told of one core event, in order. */
export function projectEvent(event: Event, state: ProjectionState): readonly ServerNotification[] {
  const project = projectors[event.msg.type] as Projector<EventType>;
  return project(event.msg, event.id, state);
}
