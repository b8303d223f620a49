/** What waits to be shown to the model at its next request. */
import type { ResponseItem } from "@codex-ts/protocol";

/** A queue that the turn loop drains between two requests. */
export interface PendingInput {
  /** Adds an item; it is recorded after the outputs of the response that is being worked on. */
  push(item: ResponseItem): void;
}
