/** A thread as clients see it. */
import * as z from "zod/mini";
import { Int64 } from "../../numbers.ts";
import { SubAgentSource } from "../../session-source.ts";
import { Turn } from "./turn.ts";

export const GitInfo = z.object({
  branch: z.nullable(z.string()),
  originUrl: z.nullable(z.string()),
  sha: z.nullable(z.string()),
});
/** Where the repository of a thread stood when it was opened. */
export type GitInfo = z.infer<typeof GitInfo>;

export const SessionSource = z.union([
  z.enum(["cli", "vscode", "exec", "appServer", "unknown"]),
  z.strictObject({ subAgent: SubAgentSource }),
]);
/** Which front end, or which other thread, opened a thread. The member names inside are those of the rollout. */
export type SessionSource = z.infer<typeof SessionSource>;

export const Thread = z.object({
  id: z.string(),
  cwd: z.string(),
  /** Where the rollout is or will be; null for an ephemeral thread. */
  path: z.nullable(z.string()),
  cliVersion: z.string(),
  /** Unix seconds. */
  createdAt: Int64,
  modelProvider: z.string(),
  /** The first user message. */
  preview: z.string(),
  source: SessionSource,
  /** Empty unless the call reads the history. */
  turns: z.array(Turn),
  /** Unix seconds. */
  updatedAt: Int64,
  gitInfo: z.nullable(GitInfo),
});
/** A thread; `turns` is filled where a call says so. */
export type Thread = z.infer<typeof Thread>;
