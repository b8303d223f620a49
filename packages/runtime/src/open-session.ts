/** Opens one thread from its settings: reads what the session starts with, and joins the parts. */
import { randomBytes } from "node:crypto";
import { type ConfigWarning, loadProjectDocs, type ResolvedConfig } from "@codex-ts/config";
import { type CodexThread, type InitialHistory, openThread } from "@codex-ts/core";
import type { ModelCatalogue } from "@codex-ts/model-client";
import { DynamicToolSpec, type RolloutItem, type ThreadId, toThreadId } from "@codex-ts/protocol";
import { checkHome, type RolloutContents } from "@codex-ts/state";
import { uuidV7 } from "@codex-ts/std";
import { checkLogin } from "./check-login.ts";
import { checkSupport } from "./check-support.ts";
import type { CommandSupport } from "./command-support.ts";
import type { RuntimeOptions } from "./runtime-options.ts";
import { toSender } from "./sender.ts";
import { checkRequired, type ServerTable, startServers } from "./start-servers.ts";
import type { ThreadRequest } from "./thread-request.ts";
import type { ProcessAuth } from "./wire-auth.ts";
import { isSessionWarning, toSessionOptions } from "./wire-config.ts";
import { checkModel, chooseModel, modelsOf } from "./wire-models.ts";
import { startNetwork } from "./wire-network.ts";
import { loadRules } from "./wire-rules.ts";
import { type SharedParts, toServices } from "./wire-services.ts";
import type { ProcessSkills } from "./wire-skills.ts";
import type { TelemetrySupport } from "./wire-telemetry.ts";

/** A thread that has just been opened, with the settings in force. */
export interface OpenedThread {
  readonly thread: CodexThread;
  readonly config: ResolvedConfig;
  /** What the rollout held that the thread began with; empty for a new one. */
  readonly storedItems: readonly RolloutItem[];
  /** What is wrong with settings, documents, skills and rules, each in a whole message. */
  readonly warnings: readonly string[];
  /** Reads again which MCP servers the thread is to have. Throws `RuntimeError` for settings that cannot be used. */
  readonly readServers: (signal: AbortSignal) => Promise<ServerTable>;
}

/** A stored thread that is gone on with, or copied. */
export type StoredThread = RolloutContents & {
  readonly kind: "resumed" | "forked";
  readonly path: string;
};

/** What all threads of a process share. */
export interface ProcessParts {
  readonly skills: ProcessSkills;
  readonly commands: CommandSupport;
  readonly telemetry: TelemetrySupport;
  readonly auth: ProcessAuth;
  readonly catalogue: ModelCatalogue;
}

/** What a thread is opened from. */
export interface Opening {
  readonly config: ResolvedConfig;
  readonly request: Pick<ThreadRequest, "client" | "dynamicTools" | "onAgentOpened" | "policies">;
  readonly stored: StoredThread | undefined;
  readonly readServers: OpenedThread["readServers"];
}

/** Everything that does not depend on each other is read at the same time. Throws `RuntimeError` or `StateError`. */
export async function openSession(
  options: RuntimeOptions,
  opening: Opening,
  parts: ProcessParts,
  signal: AbortSignal,
): Promise<OpenedThread> {
  const network = await startNetwork(options, opening.config, signal);
  const mcp = startServers(options, opening.config);
  try {
    return await openWith(options, opening, parts, { mcp, network }, signal);
  } catch (error) {
    // From here on nobody else would end them.
    await Promise.all([mcp.close(), network?.close()]);
    throw error;
  }
}

async function openWith(
  options: RuntimeOptions,
  { config, request, stored, readServers }: Opening,
  { commands, telemetry, auth: processAuth, skills: library, catalogue }: ProcessParts,
  running: Pick<SharedParts, "mcp" | "network">,
  signal: AbortSignal,
): Promise<OpenedThread> {
  const unsupported = checkSupport(config);
  const auth = processAuth.managerFor(config).providerFor(config.provider.id);
  const [docs, skills, rules, login] = await Promise.all([
    loadProjectDocs(docsOptions(config), signal),
    library.open(config, signal),
    loadRules(config, signal),
    auth.current(signal),
    checkStorage(config),
  ]);
  checkLogin(config, login, options.mustBeLoggedIn);
  const isChatgpt = login.auth?.mode === "chatgpt";
  await Promise.all([
    checkRequired(running.mcp, signal),
    config.features.remote_models ? catalogue.prepare({ isChatgpt }, signal) : undefined,
  ]);
  const models = modelsOf(config, catalogue);
  const model = chooseModel(config, models(), isChatgpt);
  const sender = toSender(options, request.client);
  const sessionOptions = toSessionOptions(config, {
    options,
    originator: sender.originator,
    threadId: stored?.kind === "resumed" ? stored.threadId : newThreadId(),
    userInstructions: [docs.userInstructions, skills.section].filter(Boolean).join("\n\n") || undefined,
    initialHistory: toInitialHistory(stored),
    model,
    models,
    dynamicTools: dynamicTools(request, stored),
    policies: request.policies,
  });
  const services = toServices(config, {
    options,
    sender,
    commands,
    onAgentOpened: request.onAgentOpened,
    auth,
    login: login.auth,
    telemetry,
    skills: library,
    rules: rules.rules,
    ...running,
    catalogue,
  });
  return {
    thread: openThread(services, sessionOptions),
    config,
    readServers,
    storedItems: stored?.items ?? [],
    warnings: [
      ...[...config.warnings, ...docs.warnings]
        .filter((warning) => !isSessionWarning(warning) && isShown(warning, options))
        .map((warning) => warning.message),
      ...skills.warnings,
      ...rules.faults.map(({ summary, details }) => `${summary} ${details}`),
      ...unsupported,
      ...checkModel(config, model, models()),
    ],
  };
}

function docsOptions({ cwd, codexHome, project }: ResolvedConfig) {
  return {
    cwd,
    home: codexHome,
    rootMarkers: project.rootMarkers,
    fallbackNames: project.docFallbackNames,
    maxBytes: project.docMaxBytes,
  };
}

/** A thread that could not be recorded does not begin; a home that is not there yet will be made. */
async function checkStorage({ codexHome, isEphemeral }: ResolvedConfig): Promise<void> {
  const problem = isEphemeral ? undefined : await checkHome(codexHome);
  if (problem && problem.code !== "not_found") throw problem;
}

/** That a project is not trusted is news only for somebody who can be asked to trust it. */
function isShown({ code }: Pick<ConfigWarning, "code">, { source }: RuntimeOptions): boolean {
  return code !== "disabled-project" || source !== "exec";
}

/** Those of the request, else those that the stored thread was made with; what is none is left out. */
function dynamicTools(
  { dynamicTools: asked }: Pick<ThreadRequest, "dynamicTools">,
  stored: StoredThread | undefined,
): readonly DynamicToolSpec[] {
  if (asked) return asked;
  return (stored?.meta.dynamic_tools ?? []).flatMap((tool) => {
    const parsed = DynamicToolSpec.safeParse(tool);
    return parsed.success ? [parsed.data] : [];
  });
}

function newThreadId(): ThreadId {
  return toThreadId(uuidV7({ now: () => Date.now(), randomBytes }));
}

function toInitialHistory(stored: StoredThread | undefined): InitialHistory {
  if (!stored) return { kind: "new" };
  const { path, items, threadId, stored: lines } = stored;
  return stored.kind === "resumed"
    ? { kind: "resumed", path, items }
    : { kind: "forked", fromId: threadId, items, stored: lines };
}
