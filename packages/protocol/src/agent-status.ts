/** What a sub-agent is doing, as events tell it. */
import * as z from "zod/mini";

export const AgentStatus = z.union([
  z.enum(["pending_init", "running", "shutdown", "not_found"]),
  /** With its last message. */
  z.strictObject({ completed: z.nullable(z.string()) }),
  /** With the reason. */
  z.strictObject({ errored: z.string() }),
]);
/** The last known status of a thread; final unless it is `pending_init` or `running`. */
export type AgentStatus = z.infer<typeof AgentStatus>;
