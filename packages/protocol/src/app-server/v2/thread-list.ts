/** Finding and reading threads. */
import * as z from "zod/mini";
import { Uint32 } from "../../numbers.ts";
import { OffByDefault } from "../../off-by-default.ts";
import { Thread } from "./thread.ts";

const page = { cursor: z.nullish(z.string()), limit: z.nullish(Uint32) };

export const ThreadSortKey = z.enum(["created_at", "updated_at"]);
/** What a list is ordered by, newest first. */
export type ThreadSortKey = z.infer<typeof ThreadSortKey>;

export const ThreadSourceKind = z.enum([
  "cli",
  "vscode",
  "exec",
  "appServer",
  "subAgent",
  "subAgentReview",
  "subAgentCompact",
  "subAgentThreadSpawn",
  "subAgentOther",
  "unknown",
]);
/** Kinds of thread that a list can be narrowed to. */
export type ThreadSourceKind = z.infer<typeof ThreadSourceKind>;

export const ThreadListParams = z.object({
  ...page,
  /** True: only archived threads. */
  archived: z.nullish(z.boolean()),
  /** Absent: the configured provider; empty: all. */
  modelProviders: z.nullish(z.array(z.string())),
  sortKey: z.nullish(ThreadSortKey),
  /** Absent or empty: what a user opened by hand. */
  sourceKinds: z.nullish(z.array(ThreadSourceKind)),
  /** Only threads that were opened in this folder. */
  cwd: z.nullish(z.string()),
  /** Only threads with exactly this name. */
  name: z.nullish(z.string()),
});
/** Parameters of `thread/list`. */
export type ThreadListParams = z.infer<typeof ThreadListParams>;

export const ThreadListResponse = z.object({ data: z.array(Thread), nextCursor: z.nullable(z.string()) });
/** Answer of `thread/list`: one page, newest first. */
export type ThreadListResponse = z.infer<typeof ThreadListResponse>;

export const ThreadLoadedListParams = z.object({ ...page });
/** Parameters of `thread/loaded/list`. */
export type ThreadLoadedListParams = z.infer<typeof ThreadLoadedListParams>;

export const ThreadLoadedListResponse = z.object({
  data: z.array(z.string()),
  nextCursor: z.nullable(z.string()),
});
/** Answer of `thread/loaded/list`: ids in ascending order. */
export type ThreadLoadedListResponse = z.infer<typeof ThreadLoadedListResponse>;

export const ThreadReadParams = z.object({ threadId: z.string(), includeTurns: OffByDefault });
/** Parameters of `thread/read`. The thread is not loaded by it. */
export type ThreadReadParams = z.infer<typeof ThreadReadParams>;

export const ThreadReadResponse = z.object({ thread: Thread });
/** Answer of `thread/read`. */
export type ThreadReadResponse = z.infer<typeof ThreadReadResponse>;
