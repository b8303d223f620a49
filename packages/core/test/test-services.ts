/** The real collaborators of a session, with the few that reach outside of the machine left out. */

import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type ExecHost, openExecHost } from "@codex-ts/exec-sandbox";
import { findMergeBase, readGitInfo, readTurnMetadata } from "@codex-ts/git";
import { type McpSurroundings, openMcpHub } from "@codex-ts/mcp";
import { buildProvider, createModelClient } from "@codex-ts/model-client";
import type { BashParser } from "@codex-ts/shell-command";
import { loadBashParser } from "@codex-ts/shell-command";
import { findBashWasm, readBashWasm } from "@codex-ts/shell-command/node";
import { sleep } from "@codex-ts/std";
import { noTelemetry } from "@codex-ts/telemetry";
import type { CommandRules, SessionServices } from "../src/index.ts";

const HERE = path.dirname(fileURLToPath(import.meta.url));

/** No rule says anything. */
export const noRules: CommandRules = {
  judge: () => undefined,
  allowedPrefixes: () => [],
  allow: async () => undefined,
};

/** What MCP servers are started in. */
export function testSurroundings(env: SessionServices["env"]): McpSurroundings {
  return {
    env,
    cwd: process.cwd(),
    platform: process.platform,
    version: "0.99.0",
    sandboxProgram: { path: undefined, usesBubblewrap: false },
    logins: { home: "/no/such/home", store: "file" },
  };
}

/** What a test decides about the services. */
export interface TestServicesOptions {
  readonly baseUrl: string;
  /** `OpenAI` is the one whose server compacts histories. */
  readonly providerName: string;
  /** The environment that commands inherit. */
  readonly env: Readonly<Record<string, string>>;
  readonly rules: CommandRules;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly requestMaxRetries: number;
  readonly streamMaxRetries: number;
  readonly skills: SessionServices["skills"];
  /** The form of the WebSocket protocol; undefined for HTTP. */
  readonly websockets: "v1" | "v2" | undefined;
}

/** Services, and the end of what they opened. */
export interface TestServices {
  readonly services: SessionServices;
  /** How often the Bash grammar was asked for. */
  readonly grammarLoads: () => number;
  close(): Promise<void>;
}

/** Builds services around a scripted model. Waits between retries take no time. */
export function testServices(options: TestServicesOptions): TestServices {
  const { env } = options;
  let host: Promise<ExecHost> | undefined;
  let parser: Promise<BashParser> | undefined;
  let grammarLoads = 0;
  const clock = { now: options.now, sleep: (_ms: number, signal: AbortSignal) => sleep(0, signal) };
  const services: SessionServices = {
    openTelemetry: () => noTelemetry,
    createModelClient: (threadId, subagent, telemetry) =>
      createModelClient({
        provider: buildProvider("scripted", {
          name: options.providerName,
          baseUrl: options.baseUrl,
          requestMaxRetries: options.requestMaxRetries,
          streamMaxRetries: options.streamMaxRetries,
          supportsWebsockets: true,
        }),
        auth: {
          resolve: async () => ({ mode: "none", token: undefined, accountId: undefined }),
          recover: async () => false,
        },
        threadId,
        originator: "core_test",
        userAgent: "core_test/0",
        subagent,
        telemetry,
        betaFeatures: [],
        isCompressionEnabled: false,
        websockets: {
          isEnabled: options.websockets !== undefined,
          protocol: options.websockets ?? "v1",
          wantsTimings: false,
        },
        residency: undefined,
        env,
        clock,
        random: () => 0.5,
      }),
    openExecHost(signal) {
      host ??= openExecHost(
        {
          platform: process.platform,
          arch: process.arch,
          pid: process.pid,
          uid: process.getuid?.(),
          gid: process.getgid?.(),
          launcherFolders: ["/dev/shm", tmpdir()],
          userCacheFolder: tmpdir(),
          now: () => performance.now(),
        },
        signal,
      );
      return host;
    },
    loadBashParser() {
      grammarLoads += 1;
      parser ??= readBashWasm(findBashWasm(HERE)).then(loadBashParser);
      return parser;
    },
    readTurnMetadata: (cwd, sandboxTag, signal) => readTurnMetadata({ cwd, env }, sandboxTag, signal),
    collectGitInfo: (cwd, signal) => readGitInfo({ cwd, env }, signal),
    findMergeBase: (cwd, branch, signal) => findMergeBase({ cwd, env }, branch, signal),
    skills: options.skills,
    listCustomPrompts: async () => [],
    network: undefined,
    mcp: openMcpHub([], testSurroundings(env)),
    readMcpServers: () => "these tests have no settings",
    undoPoints: undefined,
    onAgentOpened: undefined,
    rules: options.rules,
    noteModelsEtag: () => undefined,
    environmentPolicy: {
      inherit: "all",
      ignoreDefaultExcludes: true,
      exclude: [],
      set: {},
      includeOnly: [],
    },
    env,
    platform: process.platform,
    loginShell: "/bin/bash",
    patchCommand: [process.execPath, path.join(HERE, "patch-program.ts")],
    ids: { now: () => Date.now(), randomBytes },
    clock,
    random: Math.random,
  };
  return {
    services,
    grammarLoads: () => grammarLoads,
    close: async () => (await host?.catch(() => undefined))?.close(),
  };
}
