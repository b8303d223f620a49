/** Where sessions come from. */
import * as z from "zod/mini";
import { ThreadId } from "./ids.ts";
import { Int32 } from "./numbers.ts";

export const SubAgentSource = z.union([
  z.enum(["review", "compact"]),
  z.strictObject({ thread_spawn: z.object({ parent_thread_id: ThreadId, depth: Int32 }) }),
  z.strictObject({ other: z.string() }),
]);
/** Why a thread opened another one. */
export type SubAgentSource = z.infer<typeof SubAgentSource>;

export const SessionSource = z.union([
  z.enum(["cli", "vscode", "exec", "mcp", "unknown"]),
  z.strictObject({ subagent: SubAgentSource }),
]);
/** Which front end, or which thread, opened a session. */
export type SessionSource = z.infer<typeof SessionSource>;
