import { checkMerged } from "./check-merged.ts";
import type { ConfigProblem, ConfigWarning } from "./diagnostics.ts";
import { type LayerStack, loadLayers, mergeLayers } from "./layers/load-layers.ts";
import { createLocate } from "./layers/locate.ts";
import { loadRequirements, type Requirements, withManagedRequirements } from "./layers/requirements.ts";
import type { LoadConfigOptions } from "./load-options.ts";
import { disabledProjectsWarning } from "./resolve/disabled-projects.ts";
import { selectProfile } from "./resolve/profile.ts";
import { resolveConfig } from "./resolve/resolve-config.ts";
import type { ResolvedConfig } from "./resolved-config.ts";

/** The settings, or every reason why there are none (at least one). */
export type LoadConfigResult =
  | { readonly ok: true; readonly config: ResolvedConfig; readonly warnings: readonly ConfigWarning[] }
  | { readonly ok: false; readonly errors: readonly ConfigProblem[] };

/**
 * Reads all layers, merges and checks them, and resolves every concern. Reads files only: starts no
 * process and writes nothing. Faults of the user's files are returned; an abort rejects.
 */
export async function loadConfig(options: LoadConfigOptions, signal: AbortSignal): Promise<LoadConfigResult> {
  signal.throwIfAborted();
  const [stack, required] = await Promise.all([
    loadLayers(options, signal),
    loadRequirements(options.systemDir, signal),
  ]);
  const unreadable = [...stack.problems, ...required.problems];
  if (unreadable.length > 0) return { ok: false, errors: unreadable };

  const locate = createLocate(stack.layers, options.cliOverrides);
  const merged = mergeLayers(stack.layers);
  const checked = checkMerged(merged, locate);
  if (!checked.ok) return { ok: false, errors: checked.problems };
  const chosen = selectProfile(checked.raw, options.profile, locate);
  if (!chosen.ok) return { ok: false, errors: [chosen.problem] };

  const { profile } = chosen;
  const requirements = withManaged(required.requirements, stack);
  const warnings = [...required.warnings, ...checked.warnings, ...disabledProjectsWarning(stack.layers)];
  return resolveConfig({ options, stack, merged, profile, requirements, locate, warnings }, signal);
}

function withManaged(requirements: Requirements, { layers }: LayerStack): Requirements {
  for (const { source, table } of layers) {
    if (source.type !== "legacyManagedConfigTomlFromFile") continue;
    return withManagedRequirements(requirements, { table, file: source.file });
  }
  return requirements;
}
