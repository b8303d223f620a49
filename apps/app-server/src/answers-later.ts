/** Which requests do not hold up those behind them. */
import type { ClientRequestMethod } from "@codex-ts/protocol/app-server";

/**
 * Methods that wait for something outside of the server, or for a turn to end: they are begun in their turn, and
 * answered when they are done. All others are handled one after the other (Codex 0.99.0).
 */
export const answersLater: ReadonlySet<ClientRequestMethod> = new Set([
  "turn/interrupt",
  "interruptConversation",
  "thread/rollback",
  "model/list",
  "collaborationMode/list",
  "mcpServerStatus/list",
  "app/list",
  "skills/remote/read",
  "skills/remote/write",
  "command/exec",
  "execOneOffCommand",
  "fuzzyFileSearch",
  "gitDiffToRemote",
  "feedback/upload",
  "account/rateLimits/read",
]);
