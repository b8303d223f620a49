/** Settings as the app-server shows them: config.toml's own names. */
import * as z from "zod/mini";
import { ForcedLoginMethod } from "../../account.ts";
import { Int64 } from "../../numbers.ts";
import {
  ReasoningEffort,
  ReasoningSummary,
  Verbosity,
  WebSearchMode,
} from "../../settings/model-settings.ts";
import { ApprovalPolicy, SandboxMode } from "../../settings/policies.ts";

export const AnalyticsConfig = z.looseObject({ enabled: z.nullable(z.boolean()) });
/** Section `analytics`. */
export type AnalyticsConfig = z.infer<typeof AnalyticsConfig>;

export const AppDisabledReason = z.enum(["unknown", "user"]);
/** Who switched an app off. */
export type AppDisabledReason = z.infer<typeof AppDisabledReason>;

export const AppConfig = z.object({
  disabled_reason: z.nullable(AppDisabledReason),
  enabled: z._default(z.boolean(), true),
});
/** One app of section `apps`. */
export type AppConfig = z.infer<typeof AppConfig>;

export const AppsConfig = z.object({});
/** Section `apps`: one table per app. */
export type AppsConfig = z.infer<typeof AppsConfig>;

export const ToolsV2 = z.object({ view_image: z.nullable(z.boolean()), web_search: z.nullable(z.boolean()) });
/** Section `tools`. */
export type ToolsV2 = z.infer<typeof ToolsV2>;

export const SandboxWorkspaceWrite = z.object({
  exclude_slash_tmp: z._default(z.boolean(), false),
  exclude_tmpdir_env_var: z._default(z.boolean(), false),
  network_access: z._default(z.boolean(), false),
  writable_roots: z._default(z.array(z.string()), []),
});
/** Section `sandbox_workspace_write`. */
export type SandboxWorkspaceWrite = z.infer<typeof SandboxWorkspaceWrite>;

export const ProfileV2 = z.looseObject({
  approval_policy: z.nullable(ApprovalPolicy),
  chatgpt_base_url: z.nullable(z.string()),
  model: z.nullable(z.string()),
  model_provider: z.nullable(z.string()),
  model_reasoning_effort: z.nullable(ReasoningEffort),
  model_reasoning_summary: z.nullable(ReasoningSummary),
  model_verbosity: z.nullable(Verbosity),
  web_search: z.nullable(WebSearchMode),
});
/** One table of section `profiles`. */
export type ProfileV2 = z.infer<typeof ProfileV2>;

export const Config = z.looseObject({
  analytics: z.nullable(AnalyticsConfig),
  approval_policy: z.nullable(ApprovalPolicy),
  apps: z.nullable(AppsConfig),
  compact_prompt: z.nullable(z.string()),
  developer_instructions: z.nullable(z.string()),
  forced_chatgpt_workspace_id: z.nullable(z.string()),
  forced_login_method: z.nullable(ForcedLoginMethod),
  instructions: z.nullable(z.string()),
  model: z.nullable(z.string()),
  model_auto_compact_token_limit: z.nullable(Int64),
  model_context_window: z.nullable(Int64),
  model_provider: z.nullable(z.string()),
  model_reasoning_effort: z.nullable(ReasoningEffort),
  model_reasoning_summary: z.nullable(ReasoningSummary),
  model_verbosity: z.nullable(Verbosity),
  profile: z.nullable(z.string()),
  profiles: z._default(z.record(z.string(), ProfileV2), {}),
  review_model: z.nullable(z.string()),
  sandbox_mode: z.nullable(SandboxMode),
  sandbox_workspace_write: z.nullable(SandboxWorkspaceWrite),
  tools: z.nullable(ToolsV2),
  web_search: z.nullable(WebSearchMode),
});
/** The effective settings: known members always, unknown top-level ones as they are. */
export type Config = z.infer<typeof Config>;
