/** What the app-server asks its clients. */
import * as z from "zod/mini";
import { CommandAction } from "./thread-item.ts";

const ofItem = { threadId: z.string(), turnId: z.string(), itemId: z.string() };

export const CommandDecision = z.union([
  z.enum(["accept", "acceptForSession", "decline", "cancel"]),
  z.object({
    acceptWithExecpolicyAmendment: z.object({ execpolicy_amendment: z.array(z.string()) }),
  }),
]);
/** The user's answer to a command approval. */
export type CommandDecision = z.infer<typeof CommandDecision>;

export const FileDecision = z.enum(["accept", "acceptForSession", "decline", "cancel"]);
/** The user's answer to a patch approval. */
export type FileDecision = z.infer<typeof FileDecision>;

/** Params and result of each request, by method. */
export const serverRequests = {
  "item/commandExecution/requestApproval": {
    params: z.object({
      ...ofItem,
      reason: z.nullable(z.string()),
      /** The shell-quoted argv. */
      command: z.string(),
      cwd: z.string(),
      commandActions: z.array(CommandAction),
      proposedExecpolicyAmendment: z.nullable(z.array(z.string())),
    }),
    result: z.object({ decision: CommandDecision }),
  },
  "item/fileChange/requestApproval": {
    params: z.object({
      ...ofItem,
      reason: z.nullable(z.string()),
      grantRoot: z.nullable(z.string()),
    }),
    result: z.object({ decision: FileDecision }),
  },
};

/** The method of a server request. */
export type ServerRequestMethod = keyof typeof serverRequests;
/** The params of a server request. */
export type ServerRequestParams<Method extends ServerRequestMethod> = z.infer<
  (typeof serverRequests)[Method]["params"]
>;
/** The client's answer to a server request. */
export type ServerRequestResult<Method extends ServerRequestMethod> = z.infer<
  (typeof serverRequests)[Method]["result"]
>;
