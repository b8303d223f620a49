import type { ConfigProblem, ConfigWarning } from "./diagnostics.ts";
import type { Locate } from "./layers/locate.ts";
import { checkValue, type Finding } from "./raw/check-value.ts";
import type { RawConfig } from "./raw/config-table.ts";
import { configTable } from "./raw/config-table.ts";
import { prefixOrigin } from "./resolve/context.ts";
import type { RawTable } from "./toml/raw-value.ts";
import { withSafeIntegers } from "./toml/safe-integers.ts";

/** A file with more faults than this is of another kind altogether; the first ones show it. */
const MOST_TOLD = 20;

/** The merged settings, known to be well-typed, or the faults in them. */
export type CheckedConfig =
  | { readonly ok: true; readonly raw: RawConfig; readonly warnings: readonly ConfigWarning[] }
  | {
      readonly ok: false;
      readonly problems: readonly ConfigProblem[];
      readonly warnings: readonly ConfigWarning[];
    };

/**
 * Checks what all layers make together, so that a value which a stronger layer replaces does no harm, and
 * finds the place of every fault in the layer that it came from.
 */
export function checkMerged(merged: RawTable, locate: Locate): CheckedConfig {
  const problems: ConfigProblem[] = [];
  const warnings: ConfigWarning[] = [];
  const findings = checkValue(configTable.shape, merged);
  const [faults, unknown] = [findings.filter(isFault), findings.filter((finding) => !isFault(finding))];
  for (const { keyPath, part, message } of faults.slice(0, MOST_TOLD)) {
    problems.push({ code: "invalid-value", message, keyPath, ...locate(keyPath, part) });
  }
  for (const { keyPath, part, message } of unknown.slice(0, MOST_TOLD)) {
    const origin = locate(keyPath, part);
    warnings.push({ code: "unknown-key", message: prefixOrigin(origin, message), place: origin.place });
  }
  if (unknown.length > MOST_TOLD) {
    const message = `${unknown.length - MOST_TOLD} more unknown keys are ignored.`;
    warnings.push({ code: "unknown-key", message, place: undefined });
  }
  return problems.length > 0
    ? { ok: false, problems, warnings }
    : { ok: true, raw: withSafeIntegers(merged) as RawConfig, warnings };
}

function isFault({ kind }: Finding): boolean {
  return kind === "fault";
}
