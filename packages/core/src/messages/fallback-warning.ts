/** What a client is told when a thread leaves WebSockets behind. */
import type { ModelError } from "@codex-ts/model-client";
import type { EventOf } from "@codex-ts/protocol";

/** Clients know the warning by its first sentence (Codex 0.99.0). */
export function fallbackWarning(error: Pick<ModelError, "message">): EventOf<"warning"> {
  return { type: "warning", message: `Falling back from WebSockets to HTTPS transport. ${error.message}` };
}
