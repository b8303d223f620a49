/** Settings that this version reads but cannot act on; silence would look like obedience. */
import type { FeatureKey, ResolvedConfig } from "@codex-ts/config";

/** Features that are off by default and have no effect here yet. */
const MISSING_FEATURES = [
  "runtime_metrics",
  "sqlite",
  "memory_tool",
  "child_agents_md",
  "apps",
] as const satisfies readonly FeatureKey[];

/** True for a feature that can be switched on and changes nothing. */
export function hasNoEffect(key: FeatureKey): boolean {
  return MISSING_FEATURES.some((missing) => missing === key);
}

/** The warnings to show. */
export function checkSupport(config: ResolvedConfig): readonly string[] {
  const features = MISSING_FEATURES.filter((key) => config.features[key]);
  return features.length === 0
    ? []
    : [`These features have no effect in this version yet: ${features.join(", ")}.`];
}
