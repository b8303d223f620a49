/** Reads the settings of one thread. */
import path from "node:path";
import {
  type CliOverride,
  featureOverrides,
  findCodexHome,
  formatConfigProblems,
  type LoadConfigOptions,
  loadConfig,
  parseCliOverrides,
  parseRequestOverrides,
  type ResolvedConfig,
} from "@codex-ts/config";
import { RuntimeError } from "./errors.ts";
import type { ProcessSettings, RuntimeOptions } from "./runtime-options.ts";
import type { ThreadRequest } from "./thread-request.ts";

/** Finds the configuration home. Throws `config` when `CODEX_HOME` leads nowhere. */
export async function findHome(options: RuntimeOptions): Promise<string> {
  const found = await findCodexHome(options.env, options.userHome);
  if (!found.ok) throw new RuntimeError("config", `Error finding codex home: ${found.message}`);
  return found.home;
}

/** Checks the flags of the process. Throws `config` for the first that makes no sense. */
export function parseProcessOverrides(settings: ProcessSettings): readonly CliOverride[] {
  const parsed = parseCliOverrides(settings.configOverrides);
  if (!parsed.ok) throw new RuntimeError("config", `Error parsing -c overrides: ${parsed.message}`);
  const features = featureOverrides(settings);
  if (!features.ok) throw new RuntimeError("config", `Error: ${features.message}`);
  return [...parsed.overrides, ...features.overrides];
}

/** What holds for every load of a process. */
export interface SettingsSource {
  readonly options: RuntimeOptions;
  readonly settings: ProcessSettings;
  readonly home: string;
  readonly flags: readonly CliOverride[];
  /** What the user's organisation requires; left out before it is known whose login it is. */
  readonly cloudRequirements?: LoadConfigOptions["cloudRequirements"];
}

/** Loads the settings for a thread. Throws `config` with every problem found. */
export async function loadSettings(
  source: SettingsSource,
  request: ThreadRequest,
  signal: AbortSignal,
): Promise<ResolvedConfig> {
  const result = await loadConfig(toLoadOptions(source, request), signal);
  if (!result.ok) {
    const [first] = result.errors;
    throw new RuntimeError("config", formatConfigProblems(result.errors), { place: first?.place });
  }
  return result.config;
}

/** What a thread's request means for the loader. */
export function toLoadOptions(
  { options, settings, home, flags, cloudRequirements }: SettingsSource,
  request: Pick<ThreadRequest, "cwd" | "overrides" | "config">,
): LoadConfigOptions {
  return {
    home,
    cwd: path.resolve(options.cwd, request.cwd ?? "."),
    projectLayers: "load",
    env: options.env,
    overrides: {
      ...(settings.oss ? { oss: { localProvider: settings.oss.localProvider } } : {}),
      ...(settings.fallbackApprovalPolicy
        ? { approvalPolicyBelowFlags: settings.fallbackApprovalPolicy }
        : {}),
      additionalWritableRoots: settings.additionalWritableRoots,
      ...(settings.isEphemeral ? { isEphemeral: true } : {}),
      ...request.overrides,
    },
    cliOverrides: [...flags, ...requestOverrides(request)],
    profile: settings.profile,
    systemDir: options.systemDir,
    platform: options.platform,
    version: options.version,
    ...(cloudRequirements && { cloudRequirements }),
  };
}

function requestOverrides(request: Pick<ThreadRequest, "config">): readonly CliOverride[] {
  const parsed = parseRequestOverrides(request.config);
  if (!parsed.ok) throw new RuntimeError("config", parsed.message);
  return parsed.overrides;
}
