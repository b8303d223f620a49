export { EventMsg } from "./event/event-msg.ts";
export { withCurrentName } from "./event/with-current-name.ts";
export { ExecThreadEvent } from "./exec/thread-event.ts";
export { CompactedItem, SessionMeta, TurnContextItem } from "./rollout/rollout-line.ts";
