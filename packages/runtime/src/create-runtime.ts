/** The composition root: opens threads from settings, and nothing else does. */
import { randomBytes } from "node:crypto";
import path from "node:path";
import type { ResolvedConfig } from "@codex-ts/config";
import type { DiffToRemote } from "@codex-ts/git/snapshot";
import type { McpServerSnapshot } from "@codex-ts/mcp";
import type { ModelPreset } from "@codex-ts/model-client";
import { readRollout } from "@codex-ts/state";
import { uuidV4 } from "@codex-ts/std";
import { createCommandSupport } from "./command-support.ts";
import { createCloudSettings } from "./load-cloud-settings.ts";
import { findHome, parseProcessOverrides } from "./load-settings.ts";
import { type OpenedThread, openSession, type StoredThread } from "./open-session.ts";
import { type OneOffCommand, type OneOffOutcome, runOneOff } from "./run-one-off.ts";
import type { ProcessSettings, RuntimeOptions } from "./runtime-options.ts";
import { toSender } from "./sender.ts";
import { createSettingsFiles, type SettingsFiles } from "./settings-files.ts";
import { toServerTable } from "./start-servers.ts";
import { type ClientIdentity, OF_PROCESS, type ThreadRequest } from "./thread-request.ts";
import { createProcessAuth, type ProcessAuth } from "./wire-auth.ts";
import { createLocalServers } from "./wire-local-server.ts";
import { createProcessModels } from "./wire-models.ts";
import { loadRules, type RulesFault } from "./wire-rules.ts";
import { createProcessSkills, type ProcessSkills } from "./wire-skills.ts";
import { createTelemetrySupport } from "./wire-telemetry.ts";

/** Opens threads for one process. */
export interface Runtime {
  readonly home: string;
  readonly options: RuntimeOptions;
  /** The login that all threads share. */
  readonly auth: ProcessAuth;
  /** The user agent of the requests that are made for a client. */
  userAgentOf(client: ClientIdentity | undefined): string;
  /** Reads the settings that a request would get. Throws `RuntimeError`. */
  loadSettings(request: ThreadRequest, signal: AbortSignal): Promise<ResolvedConfig>;
  /** What is wrong with the rules files of these settings. Throws `RuntimeError`. */
  findRulesFaults(config: ResolvedConfig, signal: AbortSignal): Promise<readonly RulesFault[]>;
  readonly skills: ProcessSkills;
  /** The settings themselves, for clients that show and change them. */
  readonly settingsFiles: SettingsFiles;
  /** The settings of the process's own folder. Throws `RuntimeError`. */
  loadProcessSettings(signal: AbortSignal): Promise<ResolvedConfig>;
  /** Opens a new or a stored thread. Throws `RuntimeError`, or a `StateError` for files that cannot be used. */
  openThread(request: ThreadRequest, signal: AbortSignal): Promise<OpenedThread>;
  /** The models that the login in force may use, best first; may ask the server. */
  listModels(signal: AbortSignal): Promise<readonly ModelPreset[]>;
  /** The MCP servers of the process's folder, by name in ascending order. Throws `RuntimeError`. */
  loadServers(signal: AbortSignal): Promise<ServerDirectory>;
  /** What the repository around a folder has that no remote has; undefined where there is nothing to compare with. */
  diffToRemote(cwd: string, signal: AbortSignal): Promise<DiffToRemote | undefined>;
  /** A new id for whatever has none of its own: a version 4 UUID. */
  newId(): string;
  /** Runs one command outside of any thread, under the settings of the process's folder. Throws `RuntimeError`. */
  runCommand(command: OneOffCommand, signal: AbortSignal): Promise<OneOffOutcome>;
  /** Lets go of what threads shared. Threads are closed by their owner, before. */
  close(): Promise<void>;
}

/** The MCP servers of some settings. */
export interface ServerDirectory {
  readonly names: readonly string[];
  /** Starts those servers to see what they offer, and ends them. Rejects only on abort. */
  look(names: readonly string[], signal: AbortSignal): Promise<readonly McpServerSnapshot[]>;
}

/** Makes the runtime. Throws `RuntimeError` for flags that make no sense and a home that is not there. */
export async function createRuntime(options: RuntimeOptions, settings: ProcessSettings): Promise<Runtime> {
  const flags = parseProcessOverrides(settings);
  const home = await findHome(options);
  const commands = createCommandSupport(options, home, false);
  const telemetry = createTelemetrySupport(options);
  const auth = createProcessAuth(options, home);
  const localServers = createLocalServers(options, settings);
  const source = { options, settings, home, flags };
  const cloud = createCloudSettings(source, auth);
  const load = cloud.loadSettings;
  const loadProcessSettings = (signal: AbortSignal) => load(OF_PROCESS, signal);
  const skills = createProcessSkills(options, home, (cwd, signal) => load({ ...OF_PROCESS, cwd }, signal));
  const filesSource = { ...source, cloudRequirements: cloud.cloudRequirements };
  const settingsFiles = createSettingsFiles(filesSource, () => skills.forget());
  const models = createProcessModels(options, home, async (signal) =>
    auth.managerFor((await settingsFiles.loadOrDefaults(signal)).config).providerFor("openai"),
  );
  // Many threads share what is opened, and no project may have another's work sent to its receiver.
  const telemetrySettings = (config: ResolvedConfig) =>
    options.source === "exec"
      ? async () => config
      : async (signal: AbortSignal) => (await settingsFiles.loadOrDefaults(signal)).config;
  return {
    home,
    options,
    auth,
    skills,
    userAgentOf: (client) => toSender(options, client).userAgent,
    loadSettings: load,
    findRulesFaults: async (config, signal) => (await loadRules(config, signal)).faults,
    loadProcessSettings,
    settingsFiles,
    async openThread(request, signal) {
      const [config, stored] = await Promise.all([load(request, signal), readStored(request, signal)]);
      await Promise.all([
        telemetry.open(telemetrySettings(config), signal),
        localServers.prepare(config, signal),
      ]);
      const shared = { commands, telemetry, auth, skills, catalogue: models.catalogue };
      const readServers = async (reading: AbortSignal) => toServerTable(await load(request, reading));
      return openSession(options, { config, request, stored, readServers }, shared, signal);
    },
    listModels: (signal) => models.list(signal),
    async close() {
      await Promise.all([
        commands.close(),
        models.catalogue.close(),
        localServers.close(),
        telemetry.close(),
        auth.close(),
        skills.close(),
      ]);
    },
    async loadServers(signal) {
      const config = await loadProcessSettings(signal);
      return {
        names: Object.keys(config.mcp.servers).sort(),
        async look(names, looking) {
          const { listServers } = await import("./list-servers.ts");
          return listServers(options, config, names, looking);
        },
      };
    },
    async diffToRemote(cwd, signal) {
      const { diffToRemote } = await import("@codex-ts/git/snapshot");
      const place = { cwd: path.resolve(options.cwd, cwd), env: options.env };
      return diffToRemote(place, path.join(home, "tmp"), signal);
    },
    newId: () => uuidV4({ randomBytes }),
    async runCommand(command, signal) {
      return runOneOff(options, await loadProcessSettings(signal), commands, command, signal);
    },
  };
}

async function readStored(
  { history }: ThreadRequest,
  signal: AbortSignal,
): Promise<StoredThread | undefined> {
  if (history.kind === "new") return undefined;
  return { kind: history.kind, path: history.path, ...(await readRollout(history.path, signal)) };
}
