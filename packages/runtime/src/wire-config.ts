/** From resolved settings to session options: the only place that knows both. */
import type { ResolvedConfig } from "@codex-ts/config";
import { turnWebSearchMode } from "@codex-ts/config";
import type { InitialHistory, SessionOptions, ThreadPolicies } from "@codex-ts/core";
import { detectShell } from "@codex-ts/exec-sandbox";
import type { CatalogueModel } from "@codex-ts/model-client";
import type { DynamicToolSpec, ThreadId } from "@codex-ts/protocol";
import type { RuntimeOptions } from "./runtime-options.ts";

/** What the settings do not say. */
export interface WiringInput {
  readonly options: RuntimeOptions;
  readonly threadId: ThreadId;
  readonly originator: string;
  readonly userInstructions: string | undefined;
  readonly initialHistory: InitialHistory;
  /** The model to begin with. */
  readonly model: string;
  /** The models in which names are looked up. */
  readonly models: () => readonly CatalogueModel[];
  readonly dynamicTools: readonly DynamicToolSpec[];
  /** Win over those of the settings. */
  readonly policies?: Partial<ThreadPolicies> | undefined;
}

/** Builds the options of a session. */
export function toSessionOptions(config: ResolvedConfig, input: WiringInput): SessionOptions {
  const { options } = input;
  const { features, model } = config;
  return {
    threadId: input.threadId,
    source: options.source,
    originator: input.originator,
    version: options.version,
    home: config.codexHome,
    providerId: config.provider.id,
    settings: {
      cwd: config.cwd,
      approvalPolicy: config.policies.approvalPolicy,
      sandboxPolicy: config.policies.sandboxPolicy,
      ...input.policies,
      summary: model.reasoningSummary,
      collaborationMode: {
        mode: "default",
        settings: {
          model: input.model,
          reasoning_effort: model.reasoningEffort ?? null,
          developer_instructions: null,
        },
      },
      personality: undefined,
    },
    instructions: {
      base: config.instructions.baseInstructions,
      developer: config.instructions.developerInstructions,
      user: input.userInstructions,
      compactPrompt: config.instructions.compactPrompt,
    },
    modelOverrides: {
      models: input.models,
      contextWindow: model.contextWindow,
      autoCompactLimit: model.autoCompactTokenLimit,
      supportsReasoningSummaries: model.supportsReasoningSummaries,
      verbosity: model.verbosity,
      toolOutputTokens: model.toolOutputTokenLimit,
    },
    reviewModel: model.reviewModel,
    tools: {
      unifiedExec: features.unified_exec,
      shellTool: features.shell_tool,
      requestRule: features.request_rule,
      freeformPatch: features.apply_patch_freeform,
      collaborationModes: features.collaboration_modes,
      toolSearch: features.search_tool,
      collab: features.collab && typeof options.source === "string",
    },
    webSearch: {
      confined: turnWebSearchMode(config.webSearch, { type: "read-only" }),
      fullAccess: turnWebSearchMode(config.webSearch, { type: "danger-full-access" }),
    },
    dynamicTools: input.dynamicTools,
    maxAgents: config.tools.maxAgentThreads,
    shell: findShell(options),
    usesShellSnapshot: features.shell_snapshot,
    asksForSkillVariables: features.skill_env_var_dependency_prompt,
    defaultPersonality: model.personality,
    showRawReasoning: config.display.showRawAgentReasoning,
    notify: config.notify,
    isEphemeral: config.isEphemeral,
    initialHistory: input.initialHistory,
    startupWarnings: config.warnings.filter(isSessionWarning).map((warning) => warning.message),
  };
}

/** Warnings that belong to the session's own events (as in 0.99.0); the others are about files and settings. */
export function isSessionWarning({ code }: ResolvedConfig["warnings"][number]): boolean {
  return code === "unstable-features" || code === "requirement-fallback";
}

function findShell(options: RuntimeOptions): SessionOptions["shell"] {
  const shell = detectShell({
    platform: options.platform,
    loginShell: options.loginShell,
    searchPath: options.env["PATH"],
  });
  return { name: shell.kind, path: shell.path };
}
