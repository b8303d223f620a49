import type { ConfigProblem } from "../diagnostics.ts";
import { loadLayersWithoutFiles } from "../layers/load-layers.ts";
import { loadRequirements, withManagedRequirements } from "../layers/requirements.ts";
import type { LoadConfigOptions } from "../load-options.ts";
import type { RequirementSettings } from "../resolved-config.ts";

/** What an administrator requires, or why that cannot be told. */
export type RequirementsResult =
  | { readonly ok: true; readonly requirements: RequirementSettings }
  | { readonly ok: false; readonly errors: readonly ConfigProblem[] };

/** Reads the requirements of all sources; the user's own files do not matter. */
export async function readRequirements(
  options: LoadConfigOptions,
  signal: AbortSignal,
): Promise<RequirementsResult> {
  const [{ layers, problems }, required] = await Promise.all([
    loadLayersWithoutFiles(options, signal),
    loadRequirements(options, signal),
  ]);
  const errors = [...problems, ...required.problems];
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, requirements: withManagedRequirements(required.requirements, layers) };
}
