/** Opening threads: new, resumed, forked. */
import * as z from "zod/mini";
import { DynamicToolSpec } from "../../dynamic-tool.ts";
import { OffByDefault } from "../../off-by-default.ts";
import { ResponseItem } from "../../responses/response-item.ts";
import { Personality, ReasoningEffort } from "../../settings/model-settings.ts";
import { ApprovalPolicy, SandboxMode } from "../../settings/policies.ts";
import { SandboxPolicy } from "./sandbox-policy.ts";
import { Thread } from "./thread.ts";

/** What a client may set for a thread; `config` has dotted keys, as after `-c`. */
const overrides = {
  model: z.nullish(z.string()),
  modelProvider: z.nullish(z.string()),
  cwd: z.nullish(z.string()),
  approvalPolicy: z.nullish(ApprovalPolicy),
  sandbox: z.nullish(SandboxMode),
  config: z.nullish(z.record(z.string(), z.unknown())),
  baseInstructions: z.nullish(z.string()),
  developerInstructions: z.nullish(z.string()),
};

/** The settings in force. */
const settings = {
  model: z.string(),
  modelProvider: z.string(),
  cwd: z.string(),
  approvalPolicy: ApprovalPolicy,
  sandbox: SandboxPolicy,
  reasoningEffort: z.nullable(ReasoningEffort),
};

export const ThreadStartParams = z.object({
  ...overrides,
  dynamicTools: z.nullish(z.array(DynamicToolSpec)),
  /** Keep nothing on disk. */
  ephemeral: z.nullish(z.boolean()),
  /** Also send every response item as `rawResponseItem/completed`. */
  experimentalRawEvents: OffByDefault,
  /** Does nothing; for tests of the gate. */
  mockExperimentalField: z.nullish(z.string()),
  personality: z.nullish(Personality),
});
/** Parameters of `thread/start`. */
export type ThreadStartParams = z.infer<typeof ThreadStartParams>;

export const ThreadStartResponse = z.object({ ...settings, thread: Thread });
/** Answer of `thread/start`: the thread and the settings in force. */
export type ThreadStartResponse = z.infer<typeof ThreadStartResponse>;

export const ThreadResumeParams = z.object({
  ...overrides,
  threadId: z.string(),
  path: z.nullish(z.string()),
  /** Opens a new thread with these items as its past. */
  history: z.nullish(z.array(ResponseItem)),
  personality: z.nullish(Personality),
});
/** Parameters of `thread/resume`. `history` wins over `path`, and `path` over `threadId`. */
export type ThreadResumeParams = z.infer<typeof ThreadResumeParams>;

export const ThreadResumeResponse = z.object({ ...settings, thread: Thread });
/** Answer of `thread/resume`: the thread with its turns. */
export type ThreadResumeResponse = z.infer<typeof ThreadResumeResponse>;

export const ThreadForkParams = z.object({ ...overrides, threadId: z.string(), path: z.nullish(z.string()) });
/** Parameters of `thread/fork`. `path` wins over `threadId`. */
export type ThreadForkParams = z.infer<typeof ThreadForkParams>;

export const ThreadForkResponse = z.object({ ...settings, thread: Thread });
/** Answer of `thread/fork`: the new thread with the turns it took over. */
export type ThreadForkResponse = z.infer<typeof ThreadForkResponse>;
