/** Threads and turns, and the calls that open, resume and list them. */
import * as z from "zod/mini";
import { Personality, ReasoningEffort, ReasoningSummary } from "../../settings/model-settings.ts";
import { ApprovalPolicy, SandboxMode } from "../../settings/policies.ts";
import { CodexErrorInfo } from "./error-info.ts";
import { SandboxPolicy } from "./sandbox-policy.ts";
import { ThreadItem } from "./thread-item.ts";
import { UserInput } from "./user-input.ts";

export const TurnError = z.object({
  message: z.string(),
  codexErrorInfo: z.nullable(CodexErrorInfo),
  additionalDetails: z.nullable(z.string()),
});
/** Why a turn failed, or why a stream is being retried. */
export type TurnError = z.infer<typeof TurnError>;

export const Turn = z.object({
  id: z.string(),
  /** Filled where a call says so; empty in notifications. */
  items: z.array(ThreadItem),
  status: z.enum(["completed", "interrupted", "failed", "inProgress"]),
  error: z.nullable(TurnError),
});
/** One turn. */
export type Turn = z.infer<typeof Turn>;

export const GitInfo = z.object({
  sha: z.nullable(z.string()),
  branch: z.nullable(z.string()),
  originUrl: z.nullable(z.string()),
});

export const Thread = z.object({
  id: z.string(),
  /** The first user message. */
  preview: z.string(),
  modelProvider: z.string(),
  /** Unix seconds. */
  createdAt: z.number(),
  /** Unix seconds. */
  updatedAt: z.number(),
  /** Where the rollout is or will be; null for an ephemeral thread. */
  path: z.nullable(z.string()),
  cwd: z.string(),
  cliVersion: z.string(),
  source: z.unknown(),
  gitInfo: z.nullable(GitInfo),
  turns: z.array(Turn),
});
/** A thread as clients see it. */
export type Thread = z.infer<typeof Thread>;

const overrides = {
  model: z.optional(z.nullable(z.string())),
  modelProvider: z.optional(z.nullable(z.string())),
  cwd: z.optional(z.nullable(z.string())),
  approvalPolicy: z.optional(z.nullable(ApprovalPolicy)),
  sandbox: z.optional(z.nullable(SandboxMode)),
  /** Dotted keys, as after `-c`. */
  config: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  baseInstructions: z.optional(z.nullable(z.string())),
  developerInstructions: z.optional(z.nullable(z.string())),
  personality: z.optional(z.nullable(Personality)),
};

export const ThreadStartParams = z.object({
  ...overrides,
  ephemeral: z.optional(z.nullable(z.boolean())),
});
/** Parameters of `thread/start`. */
export type ThreadStartParams = z.infer<typeof ThreadStartParams>;

export const ThreadResumeParams = z.object({
  ...overrides,
  threadId: z.string(),
  path: z.optional(z.nullable(z.string())),
});
/** Parameters of `thread/resume`; `path` wins over `threadId`. */
export type ThreadResumeParams = z.infer<typeof ThreadResumeParams>;

export const ThreadStartResponse = z.object({
  thread: Thread,
  model: z.string(),
  modelProvider: z.string(),
  cwd: z.string(),
  approvalPolicy: ApprovalPolicy,
  sandbox: SandboxPolicy,
  reasoningEffort: z.nullable(ReasoningEffort),
});
/** Answer of `thread/start` and `thread/resume`: the thread and the settings in force. */
export type ThreadStartResponse = z.infer<typeof ThreadStartResponse>;

export const ThreadListParams = z.object({
  cursor: z.optional(z.nullable(z.string())),
  limit: z.optional(z.nullable(z.number())),
  sortKey: z.optional(z.nullable(z.enum(["created_at", "updated_at"]))),
  modelProviders: z.optional(z.nullable(z.array(z.string()))),
  sourceKinds: z.optional(z.nullable(z.array(z.string()))),
  archived: z.optional(z.nullable(z.boolean())),
  /** Experimental: only threads that were opened in this folder. */
  cwd: z.optional(z.nullable(z.string())),
  /** Experimental: only threads with exactly this name. */
  name: z.optional(z.nullable(z.string())),
});
/** Parameters of `thread/list`. */
export type ThreadListParams = z.infer<typeof ThreadListParams>;

export const ThreadListResponse = z.object({
  data: z.array(Thread),
  nextCursor: z.nullable(z.string()),
});
/** One page of threads, newest first. */
export type ThreadListResponse = z.infer<typeof ThreadListResponse>;

export const TurnStartParams = z.object({
  threadId: z.string(),
  input: z.array(UserInput),
  cwd: z.optional(z.nullable(z.string())),
  approvalPolicy: z.optional(z.nullable(ApprovalPolicy)),
  sandboxPolicy: z.optional(z.nullable(SandboxPolicy)),
  model: z.optional(z.nullable(z.string())),
  effort: z.optional(z.nullable(ReasoningEffort)),
  summary: z.optional(z.nullable(ReasoningSummary)),
  personality: z.optional(z.nullable(Personality)),
  /** A JSON Schema for the last message of this turn only. */
  outputSchema: z.optional(z.unknown()),
});
/** Parameters of `turn/start`; settings given here last for later turns too. */
export type TurnStartParams = z.infer<typeof TurnStartParams>;

export const TurnStartResponse = z.object({ turn: Turn });
/** The turn that was started. */
export type TurnStartResponse = z.infer<typeof TurnStartResponse>;

export const TurnInterruptParams = z.object({ threadId: z.string(), turnId: z.string() });
/** Parameters of `turn/interrupt`. */
export type TurnInterruptParams = z.infer<typeof TurnInterruptParams>;
