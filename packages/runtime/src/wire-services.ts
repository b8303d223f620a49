/** Builds the collaborators of a session from settings and surroundings. */
import { randomBytes } from "node:crypto";
import type { createAuthProvider } from "@codex-ts/auth";
import type { ResolvedConfig } from "@codex-ts/config";
import type { SessionServices } from "@codex-ts/core";
import { findMergeBase, readGitInfo, readTurnMetadata } from "@codex-ts/git";
import type { McpServers } from "@codex-ts/mcp";
import { buildProvider, buildUserAgent, createModelClient, detectTerminal } from "@codex-ts/model-client";
import type { ThreadId } from "@codex-ts/protocol";
import { sleep } from "@codex-ts/std";
import type { CommandSupport } from "./command-support.ts";
import type { RuntimeOptions } from "./runtime-options.ts";
import type { SkillSet } from "./wire-skills.ts";
import { createUndoPoints } from "./wire-undo.ts";

/** What a session shares with others of the process. */
export interface SharedParts {
  readonly options: RuntimeOptions;
  readonly originator: string;
  readonly commands: CommandSupport;
  readonly auth: ReturnType<typeof createAuthProvider>;
  readonly skills: SkillSet;
  readonly rules: SessionServices["rules"];
  readonly mcp: McpServers | undefined;
  readonly network: SessionServices["network"];
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
    createModelClient: (threadId, subagent) => modelClient(config, shared, threadId, subagent),
    openExecHost: (signal) => commands.openExecHost(signal),
    loadBashParser: () => commands.loadBashParser(),
    readTurnMetadata: (cwd, sandboxTag, signal) =>
      readTurnMetadata({ cwd, env: options.env }, sandboxTag, signal),
    collectGitInfo: (cwd, signal) => readGitInfo({ cwd, env: options.env }, signal),
    findMergeBase: (cwd, branch, signal) => findMergeBase({ cwd, env: options.env }, branch, signal),
    injectSkills: (input, signal) => shared.skills.inject(input, signal),
    onAgentOpened: undefined,
    undoPoints: createUndoPoints(config, options),
    rules: shared.rules,
    mcp: shared.mcp,
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
) {
  const { options, originator } = shared;
  const { id, ...provider } = config.provider;
  return createModelClient({
    provider: buildProvider(id, provider),
    auth: shared.auth,
    threadId,
    originator,
    userAgent: buildUserAgent({
      originator,
      version: options.version,
      os: { name: options.osName, version: options.osVersion },
      arch: options.arch === "x64" ? "x86_64" : options.arch,
      terminal: detectTerminal(options.env, undefined),
      suffix: undefined,
    }),
    subagent,
    betaFeatures: BETA_FEATURES.filter((key) => config.features[key]),
    isCompressionEnabled: config.features.enable_request_compression,
    residency: undefined,
    env: options.env,
    clock: systemClock,
    random: Math.random,
  });
}
