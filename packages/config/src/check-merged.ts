import type { ConfigProblem, ConfigWarning } from "./diagnostics.ts";
import type { Locate } from "./layers/locate.ts";
import { checkValue } from "./raw/check-value.ts";
import type { RawConfig } from "./raw/config-table.ts";
import { configTable } from "./raw/config-table.ts";
import { prefixOrigin } from "./resolve/context.ts";
import type { RawTable } from "./toml/raw-value.ts";

/** The merged settings, known to be well-typed, or the faults in them. */
export type CheckedConfig =
  | { readonly ok: true; readonly raw: RawConfig; readonly warnings: readonly ConfigWarning[] }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Checks what all layers make together, so that a value which a stronger layer replaces does no harm, and
 * finds the place of every fault in the layer that it came from.
 */
export function checkMerged(merged: RawTable, locate: Locate): CheckedConfig {
  const problems: ConfigProblem[] = [];
  const warnings: ConfigWarning[] = [];
  for (const { kind, keyPath, part, message } of checkValue(configTable.shape, merged)) {
    const origin = locate(keyPath, part);
    if (kind === "fault") problems.push({ code: "invalid-value", message, keyPath, ...origin });
    else warnings.push({ code: "unknown-key", message: prefixOrigin(origin, message), place: origin.place });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, raw: merged as RawConfig, warnings };
}
