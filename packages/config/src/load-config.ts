import { checkMerged } from "./check-merged.ts";
import { loadLayers, loadLayersWithoutFiles, mergeLayers } from "./layers/load-layers.ts";
import { createLocate } from "./layers/locate.ts";
import { loadRequirements, withManagedRequirements } from "./layers/requirements.ts";
import type { LoadConfigOptions } from "./load-options.ts";
import { disabledProjectsWarning } from "./resolve/disabled-projects.ts";
import { selectProfile } from "./resolve/profile.ts";
import { type ResolveResult, resolveConfig } from "./resolve/resolve-config.ts";

/** The settings, or every reason why there are none (at least one). */
export type LoadConfigResult = ResolveResult;

/**
 * Reads all layers, merges and checks them, and resolves every concern. Reads files only: starts no
 * process and writes nothing. Faults of the user's files are returned; an abort rejects.
 */
export async function loadConfig(options: LoadConfigOptions, signal: AbortSignal): Promise<LoadConfigResult> {
  return loadFrom(loadLayers, options, signal);
}

/**
 * The defaults with flags, overrides and what an administrator requires, as if no other file existed: for
 * a server that starts although the user's files are faulty.
 */
export async function loadConfigWithoutFiles(
  options: LoadConfigOptions,
  signal: AbortSignal,
): Promise<LoadConfigResult> {
  return loadFrom(loadLayersWithoutFiles, options, signal);
}

async function loadFrom(
  readLayers: typeof loadLayers,
  options: LoadConfigOptions,
  signal: AbortSignal,
): Promise<LoadConfigResult> {
  signal.throwIfAborted();
  const [stack, required] = await Promise.all([
    readLayers(options, signal),
    loadRequirements(options, signal),
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
  const requirements = withManagedRequirements(required.requirements, stack.layers);
  const warnings = [...required.warnings, ...checked.warnings, ...disabledProjectsWarning(stack.layers)];
  return resolveConfig(
    { options, stack, merged: checked.raw, profile, requirements, locate, warnings },
    signal,
  );
}
