/** Settings with what the user's organisation requires of its members. */
import type { ResolvedConfig } from "@codex-ts/config";
import { loadSettings, type SettingsSource } from "./load-settings.ts";
import { createSettingsFiles } from "./settings-files.ts";
import type { ThreadRequest } from "./thread-request.ts";
import type { ProcessAuth } from "./wire-auth.ts";

/** Loads settings, and tells the requirements that belong to the login. */
export interface CloudSettings {
  /** The settings of a request. Throws `RuntimeError`. */
  loadSettings(request: ThreadRequest, signal: AbortSignal): Promise<ResolvedConfig>;
  /** The requirements by the settings of the process's folder, as TOML. Throws `RuntimeError`. */
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
  const files = createSettingsFiles(source);
  return {
    async loadSettings(request, signal) {
      const settings = await loadSettings(source, request, signal);
      const text = await auth.cloudRequirements(settings, signal);
      if (text === undefined) return settings;
      return loadSettings({ ...source, cloudRequirements: async () => text }, request, signal);
    },
    async cloudRequirements(signal) {
      // Faulty files must not be a way around the requirements: then the defaults say where to ask.
      const { config } = await files.loadOrDefaults(signal);
      return auth.cloudRequirements(config, signal);
    },
  };
}
