/** Asks the user, and waits for the answer. */
import type { EventOf, ReviewDecision } from "@codex-ts/protocol";

/** A command that needs a yes. */
export type CommandApproval = Omit<EventOf<"exec_approval_request">, "type" | "turn_id">;
/** A patch that needs a yes. */
export type PatchApproval = Omit<EventOf<"apply_patch_approval_request">, "type" | "turn_id">;

/**
 * Each call announces one request event and resolves with the client's decision. When the turn is
 * interrupted first it resolves with `denied`; it never rejects.
 */
export interface ApprovalBroker {
  command(ask: CommandApproval, signal: AbortSignal): Promise<ReviewDecision>;
  patch(ask: PatchApproval, signal: AbortSignal): Promise<ReviewDecision>;
}
