/** The composition root: opens threads from settings, and nothing else does. */
import { randomBytes } from "node:crypto";
import { createAuthProvider } from "@codex-ts/auth";
import { loadProjectDocs, type ResolvedConfig } from "@codex-ts/config";
import { type CodexThread, type InitialHistory, openThread } from "@codex-ts/core";
import { resolveOriginator } from "@codex-ts/model-client";
import { toThreadId } from "@codex-ts/protocol";
import { readRollout } from "@codex-ts/state";
import { uuidV7 } from "@codex-ts/std";
import { type CommandSupport, createCommandSupport } from "./command-support.ts";
import { RuntimeError } from "./errors.ts";
import { findHome, loadSettings, parseProcessOverrides } from "./load-settings.ts";
import type { ProcessSettings, RuntimeOptions } from "./runtime-options.ts";
import type { ThreadRequest } from "./thread-request.ts";
import { isSessionWarning, toSessionOptions } from "./wire-config.ts";
import { loadRules } from "./wire-rules.ts";
import { toServices } from "./wire-services.ts";
import { loadSkills } from "./wire-skills.ts";

/** A thread that has just been opened, with the settings in force. */
export interface OpenedThread {
  readonly thread: CodexThread;
  readonly config: ResolvedConfig;
  /** What is wrong with settings, documents, skills and rules, each in a whole message. */
  readonly warnings: readonly string[];
}

/** Opens threads for one process. */
export interface Runtime {
  readonly home: string;
  readonly options: RuntimeOptions;
  /** Reads the settings that a request would get. Throws `RuntimeError`. */
  loadSettings(request: ThreadRequest, signal: AbortSignal): Promise<ResolvedConfig>;
  /** Opens a new or a stored thread. Throws `RuntimeError`, or a `StateError` for a rollout that can't be read. */
  openThread(request: ThreadRequest, signal: AbortSignal): Promise<OpenedThread>;
  /** Lets go of what threads shared. Threads are closed by their owner, before. */
  close(): Promise<void>;
}

/** Makes the runtime. Throws `RuntimeError` for flags that make no sense and a home that is not there. */
export async function createRuntime(options: RuntimeOptions, settings: ProcessSettings): Promise<Runtime> {
  const flags = parseProcessOverrides(settings);
  const home = await findHome(options);
  const commands = createCommandSupport(options, home);
  const load = (request: ThreadRequest, signal: AbortSignal) =>
    loadSettings(options, settings, home, flags, request, signal);
  return {
    home,
    options,
    loadSettings: load,
    async openThread(request, signal) {
      const [config, rollout] = await Promise.all([load(request, signal), readHistory(request, signal)]);
      return open(options, config, rollout, commands, signal);
    },
    close: () => commands.close(),
  };
}

async function readHistory(request: ThreadRequest, signal: AbortSignal) {
  if (request.history.kind === "new") return undefined;
  const { path } = request.history;
  return { path, ...(await readRollout(path, signal)) };
}

async function open(
  options: RuntimeOptions,
  config: ResolvedConfig,
  rollout: Awaited<ReturnType<typeof readHistory>>,
  commands: CommandSupport,
  signal: AbortSignal,
): Promise<OpenedThread> {
  const auth = createAuthProvider({
    env: options.env,
    home: config.codexHome,
    providerId: config.provider.id,
    acceptsCodexApiKey: options.acceptsCodexApiKey,
  });
  const [docs, skills, rules, login] = await Promise.all([
    loadProjectDocs(
      {
        cwd: config.cwd,
        home: config.codexHome,
        rootMarkers: config.project.rootMarkers,
        fallbackNames: config.project.docFallbackNames,
        maxBytes: config.project.docMaxBytes,
      },
      signal,
    ),
    loadSkills(options, config, signal),
    loadRules(config, signal),
    auth.current(signal),
  ]);
  const originator = resolveOriginator(options.env, options.originator);
  const initialHistory: InitialHistory = rollout
    ? { kind: "resumed", path: rollout.path, items: rollout.items }
    : { kind: "new" };
  const sessionOptions = toSessionOptions(config, {
    options,
    originator,
    threadId: rollout?.threadId ?? toThreadId(uuidV7({ now: () => Date.now(), randomBytes })),
    userInstructions: [docs.userInstructions, skills.section].filter(Boolean).join("\n\n") || undefined,
    initialHistory,
    isChatgptLogin: login.auth?.mode === "chatgpt",
  });
  const warnings = [
    ...[...config.warnings, ...docs.warnings]
      .filter((warning) => !isSessionWarning(warning))
      .map((warning) => warning.message),
    ...skills.warnings,
    ...rules.warnings,
    ...unsupportedWarnings(config),
  ];
  const services = toServices(config, { options, originator, commands, auth, skills, rules: rules.rules });
  return { thread: openThread(services, sessionOptions), config, warnings };
}

/** Settings that this version reads but cannot act on; silence would look like obedience. */
function unsupportedWarnings(config: ResolvedConfig): string[] {
  const servers = Object.entries(config.mcp.servers).filter(([, server]) => server.isEnabled);
  if (servers.length === 0) return [];
  const required = servers.filter(([, server]) => server.isRequired).map(([name]) => name);
  if (required.length > 0) {
    throw new RuntimeError(
      "unsupported",
      `required MCP servers failed to initialize: ${required.join(", ")}: ` +
        "this version cannot connect to MCP servers yet. Remove `required` to go on without them.",
    );
  }
  const names = servers.map(([name]) => name).join(", ");
  return [`MCP servers are not supported by this version; not started: ${names}.`];
}
