/** Approvals of the older protocol. */
import * as z from "zod/mini";
import { FileChange, ParsedCommand, ReviewDecision } from "../../command.ts";
import { ThreadId } from "../../ids.ts";

export const ApplyPatchApprovalParams = z.object({
  conversationId: ThreadId,
  callId: z.string(),
  /** By absolute path. */
  fileChanges: z.record(z.string(), FileChange),
  grantRoot: z.nullable(z.string()),
  reason: z.nullable(z.string()),
});
/** Parameters of `applyPatchApproval`. */
export type ApplyPatchApprovalParams = z.infer<typeof ApplyPatchApprovalParams>;

export const ApplyPatchApprovalResponse = z.object({ decision: ReviewDecision });
/** Answer of `applyPatchApproval`. */
export type ApplyPatchApprovalResponse = z.infer<typeof ApplyPatchApprovalResponse>;

export const ExecCommandApprovalParams = z.object({
  conversationId: ThreadId,
  callId: z.string(),
  command: z.array(z.string()),
  cwd: z.string(),
  parsedCmd: z.array(ParsedCommand),
  reason: z.nullable(z.string()),
});
/** Parameters of `execCommandApproval`. */
export type ExecCommandApprovalParams = z.infer<typeof ExecCommandApprovalParams>;

export const ExecCommandApprovalResponse = z.object({ decision: ReviewDecision });
/** Answer of `execCommandApproval`. */
export type ExecCommandApprovalResponse = z.infer<typeof ExecCommandApprovalResponse>;
