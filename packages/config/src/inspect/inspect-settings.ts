/** Describes the settings also where they cannot be used, which is when somebody wants to look at them. */
import { checkMerged } from "../check-merged.ts";
import type { ConfigProblem, ConfigWarning } from "../diagnostics.ts";
import { loadLayers, mergeLayers } from "../layers/load-layers.ts";
import { createLocate } from "../layers/locate.ts";
import { loadRequirements, withManagedRequirements } from "../layers/requirements.ts";
import { loadConfig } from "../load-config.ts";
import type { LoadConfigOptions } from "../load-options.ts";
import { type DescribedSettings, describeSettings } from "./describe-settings.ts";

/** What the settings come from, and all that is to be said about them. */
export interface InspectedSettings {
  readonly described: DescribedSettings;
  /** Why they cannot be used; none when they can. */
  readonly errors: readonly ConfigProblem[];
  readonly warnings: readonly ConfigWarning[];
}

/** Reads and describes all layers. Faults of the user's files are part of the answer; an abort rejects. */
export async function inspectSettings(
  options: LoadConfigOptions,
  signal: AbortSignal,
): Promise<InspectedSettings> {
  const [stack, required, loaded] = await Promise.all([
    loadLayers(options, signal),
    loadRequirements(options, signal),
    loadConfig(options, signal),
  ]);
  const errors = loaded.ok ? [] : loaded.errors;
  const { layers } = stack;
  const requirements = withManagedRequirements(required.requirements, layers);
  const described = describeSettings({ layers, requirements, errors, unread: required.problems });
  if (loaded.ok) return { described, errors, warnings: loaded.warnings };
  const checked = checkMerged(mergeLayers(layers), createLocate(layers, options.cliOverrides));
  return { described, errors, warnings: [...required.warnings, ...checked.warnings] };
}
