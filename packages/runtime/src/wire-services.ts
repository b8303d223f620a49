/** Builds the collaborators of a session from settings and surroundings. */
import { randomBytes } from "node:crypto";
import type { AuthProvider } from "@codex-ts/auth";
import { type ResolvedConfig, refusePolicies } from "@codex-ts/config";
import type { SessionServices } from "@codex-ts/core";
import { findMergeBase, readGitInfo, readTurnMetadata } from "@codex-ts/git";
import type { McpHub } from "@codex-ts/mcp";
import { buildProvider, createModelClient, type ModelCatalogue } from "@codex-ts/model-client";
import type { ThreadId } from "@codex-ts/protocol";
import { sleep } from "@codex-ts/std";
import type { Telemetry } from "@codex-ts/telemetry";
import { type CommandSupport, confinementOf } from "./command-support.ts";
import { openSessionTelemetry, type SessionOrigin } from "./open-session-telemetry.ts";
import { readServers } from "./start-servers.ts";
import type { ProcessSkills } from "./wire-skills.ts";
import { createUndoPoints } from "./wire-undo.ts";

/** What a session shares with others of the process. */
export interface SharedParts extends SessionOrigin {
  readonly commands: CommandSupport;
  readonly onAgentOpened: SessionServices["onAgentOpened"];
  readonly auth: AuthProvider;
  readonly skills: ProcessSkills;
  readonly rules: SessionServices["rules"];
  readonly mcp: McpHub;
  readonly network: SessionServices["network"];
  readonly catalogue: Pick<ModelCatalogue, "noteEtag">;
}

/** Experimental features that the server is told of, in table order (facts of 0.99.0). */
const BETA_FEATURES = ["collab", "apps"] as const;

/** Wall clock and timers of this process. */
export const systemClock = { now: () => Date.now(), sleep };

/** Builds the services of one session. */
export function toServices(config: ResolvedConfig, shared: SharedParts): SessionServices {
  const { options, commands } = shared;
  const environment = config.shellEnvironment;
  return {
    openTelemetry: (threadId, source, model) =>
      openSessionTelemetry(config, shared, { threadId, source, model }),
    createModelClient: (threadId, subagent, telemetry) =>
      modelClient(config, shared, threadId, subagent, telemetry),
    openExecHost: (signal) => commands.openExecHost(confinementOf(config), signal),
    loadBashParser: () => commands.loadBashParser(),
    readTurnMetadata: (cwd, sandboxTag, signal) =>
      readTurnMetadata({ cwd, env: options.env }, sandboxTag, signal),
    collectGitInfo: (cwd, signal) => readGitInfo({ cwd, env: options.env }, signal),
    findMergeBase: (cwd, branch, signal) => findMergeBase({ cwd, env: options.env }, branch, signal),
    skills: shared.skills,
    async listCustomPrompts(signal) {
      const { listCustomPrompts } = await import("@codex-ts/skills/on-demand");
      return listCustomPrompts(config.codexHome, signal);
    },
    onAgentOpened: shared.onAgentOpened,
    undoPoints: createUndoPoints(config, options),
    rules: shared.rules,
    refusePolicies: (wanted) => refusePolicies(config.requirements, wanted),
    noteModelsEtag: (etag) => shared.catalogue.noteEtag(etag),
    mcp: shared.mcp,
    readMcpServers: readServers,
    network: shared.network,
    environmentPolicy: {
      inherit: environment.inherit,
      ignoreDefaultExcludes: environment.ignoreDefaultExcludes,
      exclude: environment.exclude,
      set: environment.set,
      includeOnly: environment.includeOnly,
    },
    env: options.env,
    platform: options.platform,
    loginShell: options.loginShell,
    patchCommand: options.patchCommand,
    ids: { now: () => Date.now(), randomBytes },
    clock: systemClock,
    random: Math.random,
  };
}

function modelClient(
  config: ResolvedConfig,
  shared: SharedParts,
  threadId: ThreadId,
  subagent: string | undefined,
  telemetry: Telemetry,
) {
  const { options, sender } = shared;
  const { id, ...provider } = config.provider;
  return createModelClient({
    provider: buildProvider(id, provider),
    auth: shared.auth,
    threadId,
    ...sender,
    subagent,
    telemetry,
    betaFeatures: BETA_FEATURES.filter((key) => config.features[key]),
    isCompressionEnabled: config.features.enable_request_compression,
    websockets: {
      isEnabled: config.features.responses_websockets || config.features.responses_websockets_v2,
      protocol: config.features.responses_websockets_v2 ? "v2" : "v1",
      wantsTimings: config.features.runtime_metrics,
    },
    residency: config.requirements.residency?.value,
    env: options.env,
    clock: systemClock,
    random: Math.random,
  });
}
