/** Opens one thread from its settings: reads what the session starts with, and joins the parts. */
import { randomBytes } from "node:crypto";
import { createAuthProvider } from "@codex-ts/auth";
import { type ConfigWarning, loadProjectDocs, type ResolvedConfig } from "@codex-ts/config";
import { type CodexThread, type InitialHistory, openThread } from "@codex-ts/core";
import { resolveOriginator } from "@codex-ts/model-client";
import { type ThreadId, toThreadId } from "@codex-ts/protocol";
import { checkHome, type RolloutContents } from "@codex-ts/state";
import { uuidV7 } from "@codex-ts/std";
import { checkLogin } from "./check-login.ts";
import { checkSupport } from "./check-support.ts";
import type { CommandSupport } from "./command-support.ts";
import type { RuntimeOptions } from "./runtime-options.ts";
import { checkRequired, startServers } from "./start-servers.ts";
import { isSessionWarning, toSessionOptions } from "./wire-config.ts";
import { startNetwork } from "./wire-network.ts";
import { loadRules } from "./wire-rules.ts";
import { type SharedParts, toServices } from "./wire-services.ts";
import { loadSkills } from "./wire-skills.ts";

/** A thread that has just been opened, with the settings in force. */
export interface OpenedThread {
  readonly thread: CodexThread;
  readonly config: ResolvedConfig;
  /** What is wrong with settings, documents, skills and rules, each in a whole message. */
  readonly warnings: readonly string[];
}

/** A stored thread that is gone on with. */
export type StoredThread = RolloutContents & { readonly path: string };

/** Everything that does not depend on each other is read at the same time. Throws `RuntimeError` or `StateError`. */
export async function openSession(
  options: RuntimeOptions,
  config: ResolvedConfig,
  stored: StoredThread | undefined,
  commands: CommandSupport,
  signal: AbortSignal,
): Promise<OpenedThread> {
  const network = await startNetwork(options, config, signal);
  const mcp = startServers(options, config);
  try {
    return await openWith(options, config, stored, { commands, mcp, network }, signal);
  } catch (error) {
    // From here on nobody else would end them.
    await Promise.all([mcp?.close(), network?.close()]);
    throw error;
  }
}

async function openWith(
  options: RuntimeOptions,
  config: ResolvedConfig,
  stored: StoredThread | undefined,
  running: Pick<SharedParts, "commands" | "mcp" | "network">,
  signal: AbortSignal,
): Promise<OpenedThread> {
  const unsupported = checkSupport(config);
  const auth = createAuthProvider({
    env: options.env,
    home: config.codexHome,
    providerId: config.provider.id,
    acceptsCodexApiKey: options.acceptsCodexApiKey,
  });
  const [docs, skills, rules, login] = await Promise.all([
    loadProjectDocs(docsOptions(config), signal),
    loadSkills(options, config, signal),
    loadRules(config, signal),
    auth.current(signal),
    checkStorage(config),
  ]);
  checkLogin(config, login, options.mustBeLoggedIn);
  await checkRequired(running.mcp, signal);
  const originator = resolveOriginator(options.env, options.originator);
  const sessionOptions = toSessionOptions(config, {
    options,
    originator,
    threadId: stored?.threadId ?? newThreadId(),
    userInstructions: [docs.userInstructions, skills.section].filter(Boolean).join("\n\n") || undefined,
    initialHistory: toInitialHistory(stored),
    isChatgptLogin: login.auth?.mode === "chatgpt",
  });
  const services = toServices(config, {
    options,
    originator,
    auth,
    skills,
    rules: rules.rules,
    ...running,
  });
  return {
    thread: openThread(services, sessionOptions),
    config,
    warnings: [
      ...[...config.warnings, ...docs.warnings]
        .filter((warning) => !isSessionWarning(warning) && isShown(warning, options))
        .map((warning) => warning.message),
      ...skills.warnings,
      ...rules.warnings,
      ...unsupported,
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

function newThreadId(): ThreadId {
  return toThreadId(uuidV7({ now: () => Date.now(), randomBytes }));
}

function toInitialHistory(stored: StoredThread | undefined): InitialHistory {
  return stored ? { kind: "resumed", path: stored.path, items: stored.items } : { kind: "new" };
}
