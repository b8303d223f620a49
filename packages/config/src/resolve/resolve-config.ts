/** Turns checked layers into the resolved settings, one concern after the other. */
import type { ConfigProblem, ConfigWarning } from "../diagnostics.ts";
import type { LayerStack } from "../layers/load-layers.ts";
import type { Locate } from "../layers/locate.ts";
import type { LoadConfigOptions } from "../load-options.ts";
import type { RawConfig } from "../raw/config-table.ts";
import type { RequirementSettings, ResolvedConfig } from "../resolved-config.ts";
import type { RawTable } from "../toml/raw-value.ts";
import { resolveAuth } from "./auth.ts";
import { createContext } from "./context.ts";
import { resolveDisplay } from "./display.ts";
import { resolveFeatureSettings } from "./features.ts";
import { resolveInstructions } from "./instructions.ts";
import { resolveMcp } from "./mcp-servers.ts";
import { resolveModel } from "./model.ts";
import { resolvePolicies } from "./policies.ts";
import { type ActiveProfile, applyProfile } from "./profile.ts";
import { resolveProject } from "./project.ts";
import { resolveProvider } from "./provider.ts";
import { resolveShellEnvironment } from "./shell-environment.ts";
import { resolveSkills } from "./skills.ts";
import { resolveGhostSnapshot, resolveHistory } from "./storage.ts";
import { resolveTelemetry } from "./telemetry.ts";
import { resolveWebSearch } from "./web-search.ts";

/** Everything that has been read and checked. */
export interface ResolveInput {
  readonly options: LoadConfigOptions;
  readonly stack: LayerStack;
  /** All layers as one table, the profile not applied. */
  readonly merged: RawTable;
  readonly profile: ActiveProfile | undefined;
  readonly requirements: RequirementSettings;
  readonly locate: Locate;
  /** What is to be said already. */
  readonly warnings: readonly ConfigWarning[];
}

/** The settings, or the faults that only resolving could find. */
export type ResolveResult =
  | { readonly ok: true; readonly config: ResolvedConfig; readonly warnings: readonly ConfigWarning[] }
  | { readonly ok: false; readonly errors: readonly ConfigProblem[] };

/** Sub-agent threads at once unless the settings say otherwise. */
const DEFAULT_AGENT_THREADS = 6;

/** Resolves every concern; all faults are collected before it gives up. */
export async function resolveConfig(input: ResolveInput, signal: AbortSignal): Promise<ResolveResult> {
  const { options, stack, profile, requirements, locate } = input;
  const { layers, project } = stack;
  const problems: ConfigProblem[] = [];
  const warnings = [...input.warnings];
  const { effective, sources, flagKeys, settingPath } = applyProfile(layers, profile);
  const raw = effective as RawConfig;
  const context = createContext({ options, raw, requirements, locate, settingPath, problems, warnings });

  const { features, deprecations } = resolveFeatureSettings(context, sources, layers);
  const { provider, providers, ossModel } = resolveProvider(context);
  const policies = resolvePolicies(context, project.trust, features, flagKeys);
  const webSearch = resolveWebSearch(context, features);
  const instructions = await resolveInstructions(context, signal);
  if (!provider || problems.length > 0) return { ok: false, errors: problems };

  const config: ResolvedConfig = {
    codexHome: options.home,
    cwd: options.cwd,
    activeProfile: profile?.name,
    model: resolveModel(context, ossModel, features),
    provider,
    providers,
    policies,
    project: resolveProject(raw, project),
    shellEnvironment: resolveShellEnvironment(raw),
    instructions,
    webSearch,
    tools: { maxAgentThreads: raw.agents?.max_threads ?? DEFAULT_AGENT_THREADS },
    features,
    mcp: resolveMcp(context),
    skills: resolveSkills(layers),
    history: resolveHistory(raw, options.home),
    auth: resolveAuth(raw),
    display: resolveDisplay(raw, options.overrides.oss !== undefined),
    ghostSnapshot: resolveGhostSnapshot(raw),
    telemetry: resolveTelemetry(raw),
    notify: raw.notify,
    notices: (effective["notice"] as RawTable | undefined) ?? {},
    isEphemeral: options.overrides.isEphemeral ?? false,
    requirements,
    raw: input.merged,
    layers,
    warnings,
    deprecations,
  };
  return { ok: true, config, warnings };
}
