/** Conversations of the older protocol: opening, resuming, forking, archiving. */
import * as z from "zod/mini";
import { EventMsg } from "../../event/event-msg.ts";
import { ThreadId } from "../../ids.ts";
import { Uint, Uint64 } from "../../numbers.ts";
import { ResponseItem } from "../../responses/response-item.ts";
import { ReasoningEffort } from "../../settings/model-settings.ts";
import { ApprovalPolicy, SandboxMode } from "../../settings/policies.ts";

export const NewConversationParams = z.object({
  cwd: z.nullish(z.string()),
  approvalPolicy: z.nullish(ApprovalPolicy),
  baseInstructions: z.nullish(z.string()),
  compactPrompt: z.nullish(z.string()),
  config: z.nullish(z.record(z.string(), z.unknown())),
  developerInstructions: z.nullish(z.string()),
  includeApplyPatchTool: z.nullish(z.boolean()),
  model: z.nullish(z.string()),
  modelProvider: z.nullish(z.string()),
  profile: z.nullish(z.string()),
  sandbox: z.nullish(SandboxMode),
});
/** Parameters of `newConversation`. */
export type NewConversationParams = z.infer<typeof NewConversationParams>;

export const NewConversationResponse = z.object({
  conversationId: ThreadId,
  model: z.string(),
  rolloutPath: z.string(),
  reasoningEffort: z.nullable(ReasoningEffort),
});
/** Answer of `newConversation`: the rollout does not exist yet. */
export type NewConversationResponse = z.infer<typeof NewConversationResponse>;

export const ResumeConversationParams = z.object({
  conversationId: z.nullish(ThreadId),
  path: z.nullish(z.string()),
  history: z.nullish(z.array(ResponseItem)),
  overrides: z.nullish(NewConversationParams),
});
/** Parameters of `resumeConversation`. `path` wins over `conversationId`, and that over `history`. */
export type ResumeConversationParams = z.infer<typeof ResumeConversationParams>;

export const ResumeConversationResponse = z.object({
  conversationId: ThreadId,
  model: z.string(),
  rolloutPath: z.string(),
  initialMessages: z.nullable(z.array(EventMsg)),
});
/** Answer of `resumeConversation`: with the persisted events. */
export type ResumeConversationResponse = z.infer<typeof ResumeConversationResponse>;

export const ForkConversationParams = z.object({
  conversationId: z.nullish(ThreadId),
  path: z.nullish(z.string()),
  overrides: z.nullish(NewConversationParams),
});
/** Parameters of `forkConversation`. `path` wins over `conversationId`. */
export type ForkConversationParams = z.infer<typeof ForkConversationParams>;

export const ForkConversationResponse = z.object({
  conversationId: ThreadId,
  model: z.string(),
  rolloutPath: z.string(),
  initialMessages: z.nullable(z.array(EventMsg)),
});
/** Answer of `forkConversation`: with the persisted events. */
export type ForkConversationResponse = z.infer<typeof ForkConversationResponse>;

export const ArchiveConversationParams = z.object({ conversationId: ThreadId, rolloutPath: z.string() });
/** Parameters of `archiveConversation`. */
export type ArchiveConversationParams = z.infer<typeof ArchiveConversationParams>;

export const ArchiveConversationResponse = z.object({});
/** Answer of `archiveConversation`: success, and nothing to say about it. */
export type ArchiveConversationResponse = z.infer<typeof ArchiveConversationResponse>;

export const SessionConfiguredNotification = z.object({
  historyEntryCount: Uint,
  historyLogId: Uint64,
  model: z.string(),
  rolloutPath: z.string(),
  sessionId: ThreadId,
  initialMessages: z.nullable(z.array(EventMsg)),
  reasoningEffort: z.nullable(ReasoningEffort),
});
/** Params of `sessionConfigured`: a conversation was opened; sent before the answer. */
export type SessionConfiguredNotification = z.infer<typeof SessionConfiguredNotification>;
