/** The composition root: opens threads from settings, and nothing else does. */
import type { ResolvedConfig } from "@codex-ts/config";
import { readRollout } from "@codex-ts/state";
import { createCommandSupport } from "./command-support.ts";
import { findHome, loadSettings, parseProcessOverrides } from "./load-settings.ts";
import { type OpenedThread, openSession, type StoredThread } from "./open-session.ts";
import type { ProcessSettings, RuntimeOptions } from "./runtime-options.ts";
import { createSettingsFiles, type SettingsFiles } from "./settings-files.ts";
import type { ThreadRequest } from "./thread-request.ts";

/** Opens threads for one process. */
export interface Runtime {
  readonly home: string;
  readonly options: RuntimeOptions;
  /** Reads the settings that a request would get. Throws `RuntimeError`. */
  loadSettings(request: ThreadRequest, signal: AbortSignal): Promise<ResolvedConfig>;
  /** The settings themselves, for clients that show and change them. */
  readonly settingsFiles: SettingsFiles;
  /** Opens a new or a stored thread. Throws `RuntimeError`, or a `StateError` for files that cannot be used. */
  openThread(request: ThreadRequest, signal: AbortSignal): Promise<OpenedThread>;
  /** Lets go of what threads shared. Threads are closed by their owner, before. */
  close(): Promise<void>;
}

/** Makes the runtime. Throws `RuntimeError` for flags that make no sense and a home that is not there. */
export async function createRuntime(options: RuntimeOptions, settings: ProcessSettings): Promise<Runtime> {
  const flags = parseProcessOverrides(settings);
  const home = await findHome(options);
  const commands = createCommandSupport(options, home);
  const source = { options, settings, home, flags };
  const load = (request: ThreadRequest, signal: AbortSignal) => loadSettings(source, request, signal);
  return {
    home,
    options,
    loadSettings: load,
    settingsFiles: createSettingsFiles(source),
    async openThread(request, signal) {
      const [config, stored] = await Promise.all([load(request, signal), readStored(request, signal)]);
      return openSession(options, config, stored, commands, signal);
    },
    close: () => commands.close(),
  };
}

async function readStored(
  { history }: ThreadRequest,
  signal: AbortSignal,
): Promise<StoredThread | undefined> {
  if (history.kind === "new") return undefined;
  return { path: history.path, ...(await readRollout(history.path, signal)) };
}
