/** Settings of the older protocol. */
import * as z from "zod/mini";
import { ForcedLoginMethod } from "../../account.ts";
import { AbsolutePath } from "../../paths.ts";
import { ReasoningEffort, ReasoningSummary, Verbosity } from "../../settings/model-settings.ts";
import { ApprovalPolicy, SandboxMode } from "../../settings/policies.ts";

export const SandboxSettings = z.object({
  excludeSlashTmp: z.nullable(z.boolean()),
  excludeTmpdirEnvVar: z.nullable(z.boolean()),
  networkAccess: z.nullable(z.boolean()),
  writableRoots: z._default(z.array(AbsolutePath), []),
});
/** Section `sandbox_workspace_write`, in camelCase. */
export type SandboxSettings = z.infer<typeof SandboxSettings>;

export const Tools = z.object({ viewImage: z.nullable(z.boolean()), webSearch: z.nullable(z.boolean()) });
/** Section `tools`, in camelCase. */
export type Tools = z.infer<typeof Tools>;

export const Profile = z.object({
  approvalPolicy: z.nullable(ApprovalPolicy),
  chatgptBaseUrl: z.nullable(z.string()),
  model: z.nullable(z.string()),
  modelProvider: z.nullable(z.string()),
  modelReasoningEffort: z.nullable(ReasoningEffort),
  modelReasoningSummary: z.nullable(ReasoningSummary),
  modelVerbosity: z.nullable(Verbosity),
});
/** One profile, in camelCase. */
export type Profile = z.infer<typeof Profile>;

export const UserSavedConfig = z.object({
  profiles: z.record(z.string(), Profile),
  approvalPolicy: z.nullable(ApprovalPolicy),
  forcedChatgptWorkspaceId: z.nullable(z.string()),
  forcedLoginMethod: z.nullable(ForcedLoginMethod),
  model: z.nullable(z.string()),
  modelReasoningEffort: z.nullable(ReasoningEffort),
  modelReasoningSummary: z.nullable(ReasoningSummary),
  modelVerbosity: z.nullable(Verbosity),
  profile: z.nullable(z.string()),
  sandboxMode: z.nullable(SandboxMode),
  sandboxSettings: z.nullable(SandboxSettings),
  tools: z.nullable(Tools),
});
/** What the user's files say, in camelCase. */
export type UserSavedConfig = z.infer<typeof UserSavedConfig>;

export const GetUserSavedConfigResponse = z.object({ config: UserSavedConfig });
/** Answer of `getUserSavedConfig`. */
export type GetUserSavedConfigResponse = z.infer<typeof GetUserSavedConfigResponse>;

export const SetDefaultModelParams = z.object({
  model: z.nullish(z.string()),
  reasoningEffort: z.nullish(ReasoningEffort),
});
/** Parameters of `setDefaultModel`. Nulls clear. */
export type SetDefaultModelParams = z.infer<typeof SetDefaultModelParams>;

export const SetDefaultModelResponse = z.object({});
/** Answer of `setDefaultModel`: success, and nothing to say about it. */
export type SetDefaultModelResponse = z.infer<typeof SetDefaultModelResponse>;
