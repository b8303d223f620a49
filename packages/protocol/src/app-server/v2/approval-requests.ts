/** What the app-server asks its clients to allow. */
import * as z from "zod/mini";
import { CommandAction } from "./thread-item.ts";

const ofItem = { threadId: z.string(), turnId: z.string(), itemId: z.string() };

export const CommandExecutionRequestApprovalParams = z.object({
  ...ofItem,
  /** The shell-quoted argv. */
  command: z.nullish(z.string()),
  cwd: z.nullish(z.string()),
  commandActions: z.nullish(z.array(CommandAction)),
  /** A prefix that the user may allow for good. */
  proposedExecpolicyAmendment: z.nullable(z.array(z.string())),
  reason: z.nullable(z.string()),
});
/** Parameters of `item/commandExecution/requestApproval`. */
export type CommandExecutionRequestApprovalParams = z.infer<typeof CommandExecutionRequestApprovalParams>;

export const CommandExecutionApprovalDecision = z.union([
  z.enum(["accept", "acceptForSession", "decline", "cancel"]),
  z.strictObject({ acceptWithExecpolicyAmendment: z.object({ execpolicy_amendment: z.array(z.string()) }) }),
]);
/** The user's answer to a command approval. */
export type CommandExecutionApprovalDecision = z.infer<typeof CommandExecutionApprovalDecision>;

export const CommandExecutionRequestApprovalResponse = z.object({
  decision: CommandExecutionApprovalDecision,
});
/** Answer of `item/commandExecution/requestApproval`. */
export type CommandExecutionRequestApprovalResponse = z.infer<typeof CommandExecutionRequestApprovalResponse>;

export const FileChangeRequestApprovalParams = z.object({
  ...ofItem,
  grantRoot: z.nullable(z.string()),
  reason: z.nullable(z.string()),
});
/** Parameters of `item/fileChange/requestApproval`. */
export type FileChangeRequestApprovalParams = z.infer<typeof FileChangeRequestApprovalParams>;

export const FileChangeApprovalDecision = z.enum(["accept", "acceptForSession", "decline", "cancel"]);
/** The user's answer to a patch approval. */
export type FileChangeApprovalDecision = z.infer<typeof FileChangeApprovalDecision>;

export const FileChangeRequestApprovalResponse = z.object({ decision: FileChangeApprovalDecision });
/** Answer of `item/fileChange/requestApproval`. */
export type FileChangeRequestApprovalResponse = z.infer<typeof FileChangeRequestApprovalResponse>;
