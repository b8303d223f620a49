/** The settings themselves, for clients that show and change them. */
import {
  type ConfigNotice,
  type ConfigWarning,
  type Feature,
  formatConfigProblems,
  type LoadConfigOptions,
  listFeatures,
  loadConfig,
  loadConfigOrDefaults,
  type ResolvedConfig,
} from "@codex-ts/config";
import type { WriteRequest, WriteResult } from "@codex-ts/config/edit";
import type { DescribedSettings, SettingsView } from "@codex-ts/config/inspect";
import type { ReasoningEffort } from "@codex-ts/protocol";
import { RuntimeError } from "./errors.ts";
import { type SettingsSource, toLoadOptions } from "./load-settings.ts";

/** The layers and requirements, be they in order or not. */
export interface InspectedFiles {
  readonly described: DescribedSettings;
  /** Complete, with places and excerpts; undefined when the settings can be used. */
  readonly error: string | undefined;
  readonly warnings: readonly ConfigWarning[];
}

/** A feature, and whether the settings of the process switch it on. */
export interface FeatureState extends Feature {
  readonly isEnabled: boolean;
}

/** What a client can do with the settings of this machine and user. */
export interface SettingsFiles {
  /**
   * What the process as a whole starts with: with faulty files the defaults. Also what clients are told about
   * it. Throws `RuntimeError` where not even the defaults can be used.
   */
  loadOrDefaults(
    signal: AbortSignal,
  ): Promise<{ readonly config: ResolvedConfig; readonly notices: readonly ConfigNotice[] }>;
  /** All layers and what they come to; without a folder no project's. Throws `RuntimeError`. */
  read(cwd: string | undefined, signal: AbortSignal): Promise<SettingsView>;
  /** What files say without the flags of the process; projects do not count. Throws `RuntimeError`. */
  readSaved(signal: AbortSignal): Promise<SettingsView["config"]>;
  /** All features, in the order of their table, as the files are now. Throws `RuntimeError`. */
  readFeatures(signal: AbortSignal): Promise<readonly FeatureState[]>;
  /**
   * Chooses what new threads start with, in the profile in use; undefined leaves the choice to the program. Throws
   * `RuntimeError` when files cannot be read or written.
   */
  setModel(
    model: string | undefined,
    effort: ReasoningEffort | undefined,
    signal: AbortSignal,
  ): Promise<void>;
  /** What the settings come from and what is wrong with them, also where they cannot be used. */
  inspect(signal: AbortSignal): Promise<InspectedFiles>;
  /** Changes the user's config.toml. Throws `RuntimeError` when files cannot be read or written. */
  write(request: WriteRequest, signal: AbortSignal): Promise<WriteResult>;
  /** What an administrator requires. Throws `RuntimeError`. */
  readRequirements(signal: AbortSignal): Promise<ResolvedConfig["requirements"]>;
}

/**
 * Makes the port; code that only clients of this kind need is loaded at its first use. `onWritten` is called
 * behind each write.
 */
export function createSettingsFiles(
  source: SettingsSource,
  onWritten: () => void = () => undefined,
): SettingsFiles {
  const plain = (cwd: string | undefined) => toLoadOptions(source, { cwd, overrides: {}, config: {} });
  const view = async (options: LoadConfigOptions, signal: AbortSignal): Promise<SettingsView> => {
    const { readSettings } = await import("@codex-ts/config/inspect");
    const result = await readSettings(options, signal);
    if (result.ok) return result.view;
    throw new RuntimeError("config", formatConfigProblems(result.errors));
  };
  return {
    async loadOrDefaults(signal) {
      const loaded = await loadConfigOrDefaults(plain(undefined), signal);
      if (!loaded.ok) throw new RuntimeError("config", formatConfigProblems(loaded.errors));
      return loaded;
    },
    read: (cwd, signal) =>
      view({ ...plain(cwd), projectLayers: cwd === undefined ? "skip" : "load" }, signal),
    async readSaved(signal) {
      const ofFiles = { ...plain(undefined), cliOverrides: [], projectLayers: "skip" } as const;
      return (await view(ofFiles, signal)).config;
    },
    async readFeatures(signal) {
      const loaded = await loadConfig(plain(undefined), signal);
      if (!loaded.ok) throw new RuntimeError("config", formatConfigProblems(loaded.errors));
      const { features } = loaded.config;
      return listFeatures(source.options.platform).map((feature) => ({
        ...feature,
        isEnabled: features[feature.key],
      }));
    },
    async setModel(model, effort, signal) {
      const { config } = await view({ ...plain(undefined), projectLayers: "skip" }, signal);
      const { ConfigError, editUserConfig, setModel } = await import("@codex-ts/config/edit");
      const profile = source.settings.profile ?? (config["profile"] as string | undefined);
      try {
        await editUserConfig(source.home, [setModel(profile, model, effort)], signal);
        onWritten();
      } catch (cause) {
        if (!(cause instanceof ConfigError)) throw cause;
        throw new RuntimeError("config", cause.message, { cause });
      }
    },
    async inspect(signal) {
      const { inspectSettings } = await import("@codex-ts/config/inspect");
      const { cloudRequirements: _, ...local } = plain(undefined);
      const onDisk = await inspectSettings(local, signal);
      // Whom to ask for the organisation's requirements is not known while those of the machine cannot be read.
      const { described, errors, warnings } =
        onDisk.described.requirementErrors.length > 0
          ? onDisk
          : await inspectSettings(plain(undefined), signal);
      const error = errors.length === 0 ? undefined : formatConfigProblems(errors);
      return { described, error, warnings };
    },
    async write(request, signal) {
      const { ConfigError, writeSettings } = await import("@codex-ts/config/edit");
      try {
        const result = await writeSettings(plain(undefined), request, signal);
        onWritten();
        return result;
      } catch (cause) {
        if (!(cause instanceof ConfigError)) throw cause;
        throw new RuntimeError("config", cause.message, { cause });
      }
    },
    async readRequirements(signal) {
      const { readRequirements } = await import("@codex-ts/config/inspect");
      const result = await readRequirements(plain(undefined), signal);
      if (result.ok) return result.requirements;
      throw new RuntimeError("config", formatConfigProblems(result.errors));
    },
  };
}
