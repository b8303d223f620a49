/** Changing threads: archive, name, compaction, rollback. */
import * as z from "zod/mini";
import { Uint32 } from "../../numbers.ts";
import { Thread } from "./thread.ts";

export const ThreadArchiveParams = z.object({ threadId: z.string() });
/** Parameters of `thread/archive`. */
export type ThreadArchiveParams = z.infer<typeof ThreadArchiveParams>;

export const ThreadArchiveResponse = z.object({});
/** Answer of `thread/archive`: success, and nothing to say about it. */
export type ThreadArchiveResponse = z.infer<typeof ThreadArchiveResponse>;

export const ThreadUnarchiveParams = z.object({ threadId: z.string() });
/** Parameters of `thread/unarchive`. */
export type ThreadUnarchiveParams = z.infer<typeof ThreadUnarchiveParams>;

export const ThreadUnarchiveResponse = z.object({ thread: Thread });
/** Answer of `thread/unarchive`: the thread, which stays unloaded. */
export type ThreadUnarchiveResponse = z.infer<typeof ThreadUnarchiveResponse>;

export const ThreadSetNameParams = z.object({ threadId: z.string(), name: z.string() });
/** Parameters of `thread/name/set`. The name is trimmed and may not be blank. */
export type ThreadSetNameParams = z.infer<typeof ThreadSetNameParams>;

export const ThreadSetNameResponse = z.object({});
/** Answer of `thread/name/set`: success, and nothing to say about it. */
export type ThreadSetNameResponse = z.infer<typeof ThreadSetNameResponse>;

export const ThreadCompactStartParams = z.object({ threadId: z.string() });
/** Parameters of `thread/compact/start`. */
export type ThreadCompactStartParams = z.infer<typeof ThreadCompactStartParams>;

export const ThreadCompactStartResponse = z.object({});
/** Answer of `thread/compact/start`: success, and nothing to say about it. */
export type ThreadCompactStartResponse = z.infer<typeof ThreadCompactStartResponse>;

export const ThreadRollbackParams = z.object({
  threadId: z.string(),
  /** How many turns to drop from the end; at least 1. */
  numTurns: Uint32,
});
/** Parameters of `thread/rollback`. */
export type ThreadRollbackParams = z.infer<typeof ThreadRollbackParams>;

export const ThreadRollbackResponse = z.object({ thread: Thread });
/** Answer of `thread/rollback`: the thread with the turns that are left. */
export type ThreadRollbackResponse = z.infer<typeof ThreadRollbackResponse>;

export const ThreadBackgroundTerminalsCleanParams = z.object({ threadId: z.string() });
/** Parameters of `thread/backgroundTerminals/clean`. */
export type ThreadBackgroundTerminalsCleanParams = z.infer<typeof ThreadBackgroundTerminalsCleanParams>;

export const ThreadBackgroundTerminalsCleanResponse = z.object({});
/** Answer of `thread/backgroundTerminals/clean`: success, and nothing to say about it. */
export type ThreadBackgroundTerminalsCleanResponse = z.infer<typeof ThreadBackgroundTerminalsCleanResponse>;

export const ThreadShellCommandParams = z.object({
  threadId: z.string(),
  /** A line for the user's shell; may not be blank. It runs without sandbox and questions. */
  command: z.string(),
});
/** Parameters of `thread/shellCommand`. The command is the user's own: joins the running turn, or makes a turn. */
export type ThreadShellCommandParams = z.infer<typeof ThreadShellCommandParams>;

export const ThreadShellCommandResponse = z.object({});
/** Answer of `thread/shellCommand`: it was accepted; the rest is told by items. */
export type ThreadShellCommandResponse = z.infer<typeof ThreadShellCommandResponse>;
