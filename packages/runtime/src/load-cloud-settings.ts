/** Settings with what the user's organisation requires of its members. */
import { formatConfigProblems, loadConfigOrDefaults, type ResolvedConfig } from "@codex-ts/config";
import { RuntimeError } from "./errors.ts";
import { loadSettings, type SettingsSource, toLoadOptions } from "./load-settings.ts";
import { OF_PROCESS, type ThreadRequest } from "./thread-request.ts";
import type { ProcessAuth } from "./wire-auth.ts";

/** Loads settings, and tells the requirements that belong to the login. */
export interface CloudSettings {
  /** The settings of a request. Throws `RuntimeError`. */
  loadSettings(request: ThreadRequest, signal: AbortSignal): Promise<ResolvedConfig>;
  /** The requirements for the user's login, as TOML; undefined without any. Throws `RuntimeError`. */
  cloudRequirements(signal: AbortSignal): Promise<string | undefined>;
}

/**
 * Which login it is, and where its back end is, stands in the settings themselves: they are read without the
 * requirements first, and a second time only for the few logins that have some.
 */
export function createCloudSettings(
  source: SettingsSource,
  auth: Pick<ProcessAuth, "cloudRequirements">,
): CloudSettings {
  const cloudRequirements = async (signal: AbortSignal) =>
    auth.cloudRequirements(await loadUserSettings(source, signal), signal);
  return {
    cloudRequirements,
    async loadSettings(request, signal) {
      const settings = await loadSettings(source, request, signal);
      const text = isUsersOwn(request, settings)
        ? await auth.cloudRequirements(settings, signal)
        : await cloudRequirements(signal);
      if (text === undefined) return settings;
      return loadSettings({ ...source, cloudRequirements: async () => text }, request, signal);
    },
  };
}

/** Neither a project nor a client may say who is logged in, or whom to ask what that login requires. */
function isUsersOwn({ config }: ThreadRequest, { layers }: ResolvedConfig): boolean {
  return Object.keys(config).length === 0 && !layers.some(({ source }) => source.type === "project");
}

/** Faulty files must not be a way around the requirements: then the defaults say where to ask. */
async function loadUserSettings(source: SettingsSource, signal: AbortSignal): Promise<ResolvedConfig> {
  const options = { ...toLoadOptions(source, OF_PROCESS), projectLayers: "skip" } as const;
  const loaded = await loadConfigOrDefaults(options, signal);
  if (!loaded.ok) throw new RuntimeError("config", formatConfigProblems(loaded.errors));
  return loaded.config;
}
