/** The telemetry of one session, and what it tells at once. */
import type { CodexAuth } from "@codex-ts/auth";
import { listFeatures, type ResolvedConfig } from "@codex-ts/config";
import { detectTerminal } from "@codex-ts/model-client";
import type { SessionSource, ThreadId } from "@codex-ts/protocol";
import { noTelemetry, type Telemetry } from "@codex-ts/telemetry";
import type { RuntimeOptions } from "./runtime-options.ts";
import type { Sender } from "./sender.ts";
import type { TelemetrySupport } from "./wire-telemetry.ts";

/** Who opens a session. */
export interface SessionOrigin {
  readonly options: RuntimeOptions;
  readonly sender: Sender;
  /** Who was logged in when the session was opened. */
  readonly login: CodexAuth | undefined;
  readonly telemetry: TelemetrySupport;
}

/** One session: a thread of the user's, or one that another thread opened. */
export interface ToldSession {
  readonly threadId: ThreadId;
  readonly source: SessionSource;
  readonly model: string;
}

/** How 0.99.0 spells the kinds of login in telemetry. */
const AUTH_MODES = { apikey: "ApiKey", chatgpt: "Chatgpt" } as const;

/** Opens the telemetry of a session and tells that it begins, with its settings. */
export function openSessionTelemetry(
  config: ResolvedConfig,
  { options, sender, login, telemetry: support }: SessionOrigin,
  { threadId, source, model }: ToldSession,
): Telemetry {
  const telemetry = support.forSession({
    conversationId: threadId,
    appVersion: options.version,
    originator: sender.originator,
    sessionSource: sourceTag(source),
    authMode: login && AUTH_MODES[login.mode],
    accountId: login?.mode === "chatgpt" ? login.accountId : undefined,
    email: login?.mode === "chatgpt" ? login.email : undefined,
    terminal: detectTerminal(options.env, undefined),
    model,
  });
  if (telemetry !== noTelemetry) tellStart(telemetry, config, options);
  return telemetry;
}

function tellStart(telemetry: Telemetry, config: ResolvedConfig, { platform }: RuntimeOptions): void {
  const { model, policies, mcp, provider } = config;
  telemetry.event("codex.conversation_starts", {
    provider_name: provider.name,
    reasoning_effort: model.reasoningEffort,
    reasoning_summary: model.reasoningSummary,
    context_window: model.contextWindow,
    auto_compact_token_limit: model.autoCompactTokenLimit,
    approval_policy: policies.approvalPolicy,
    sandbox_policy: policies.sandboxPolicy.type,
    mcp_servers: Object.keys(mcp.servers).join(", "),
    active_profile: config.activeProfile,
  });
  telemetry.count("codex.thread.started", { is_git: config.project.gitRoot !== undefined });
  for (const { key, default: byDefault } of listFeatures(platform)) {
    const value = config.features[key];
    if (value !== byDefault) telemetry.count("codex.feature.state", { feature: key, value });
  }
}

/** A front end by its name, a thread that another one opened by its part (Codex 0.99.0). */
function sourceTag(source: SessionSource): string {
  if (typeof source === "string") return source;
  const { subagent } = source;
  if (typeof subagent === "string") return `subagent_${subagent}`;
  return "thread_spawn" in subagent ? "subagent_thread_spawn" : `subagent_${subagent.other}`;
}
