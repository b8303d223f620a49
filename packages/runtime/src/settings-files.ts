/** The settings themselves, for clients that show and change them. */
import {
  type ConfigNotice,
  type ConfigWarning,
  formatConfigProblems,
  loadConfigOrDefaults,
  type ResolvedConfig,
} from "@codex-ts/config";
import type { WriteRequest, WriteResult } from "@codex-ts/config/edit";
import type { DescribedSettings, SettingsView } from "@codex-ts/config/inspect";
import { RuntimeError } from "./errors.ts";
import { type SettingsSource, toLoadOptions } from "./load-settings.ts";

/** The layers and requirements, be they in order or not. */
export interface InspectedFiles {
  readonly described: DescribedSettings;
  /** Complete, with places and excerpts; undefined when the settings can be used. */
  readonly error: string | undefined;
  readonly warnings: readonly ConfigWarning[];
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
  return {
    async loadOrDefaults(signal) {
      const loaded = await loadConfigOrDefaults(plain(undefined), signal);
      if (!loaded.ok) throw new RuntimeError("config", formatConfigProblems(loaded.errors));
      return loaded;
    },
    async read(cwd, signal) {
      const { readSettings } = await import("@codex-ts/config/inspect");
      const projectLayers = cwd === undefined ? "skip" : "load";
      const result = await readSettings({ ...plain(cwd), projectLayers }, signal);
      if (result.ok) return result.view;
      throw new RuntimeError("config", formatConfigProblems(result.errors));
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
