/** Where the settings come from, as lines for people and as a value for programs. */

import type { ConfigLayer, ConfigLayerSource } from "../layers/layer.ts";
import type { Requirement, RequirementSettings, ResolvedConfig } from "../resolved-config.ts";
import { formatKeyPath } from "../toml/key-path.ts";

/** One layer, as it is listed. */
export interface DescribedLayer {
  readonly source: string;
  readonly isEnabled: boolean;
  /** Why it does not count. */
  readonly reason: string | undefined;
}

/** One requirement, as it is listed. */
export interface DescribedRequirement {
  readonly key: string;
  readonly value: string;
  readonly source: string;
}

/** The layers, lowest precedence first, and what an administrator requires. */
export interface DescribedSettings {
  readonly layers: readonly DescribedLayer[];
  readonly requirements: readonly DescribedRequirement[];
}

/** Describes loaded settings. */
export function describeSettings({
  layers,
  requirements,
}: Pick<ResolvedConfig, "layers" | "requirements">): DescribedSettings {
  return { layers: layers.map(describeLayer), requirements: describeRequirements(requirements) };
}

/** The description as `/debug-config` shows it. */
export function debugConfigLines({ layers, requirements }: DescribedSettings): readonly string[] {
  return [
    "/debug-config",
    "",
    "Config layer stack (lowest precedence first):",
    ...layers.flatMap(({ source, isEnabled, reason }, index) => [
      `  ${index + 1}. ${source} (${isEnabled ? "enabled" : "disabled"})`,
      ...(reason === undefined ? [] : [`     reason: ${reason}`]),
    ]),
    "",
    "Requirements:",
    ...(requirements.length === 0
      ? ["  <none>"]
      : requirements.map(({ key, value, source }) => `  - ${key}: ${value} (source: ${source})`)),
  ];
}

function describeLayer({ source, disabledReason }: ConfigLayer): DescribedLayer {
  return { source: nameOf(source), isEnabled: disabledReason === undefined, reason: disabledReason };
}

function nameOf(source: ConfigLayerSource): string {
  switch (source.type) {
    case "system":
    case "user":
      return `${source.type} (${source.file})`;
    case "project":
      return `project (${source.dotCodexFolder}/config.toml)`;
    case "sessionFlags":
      return "session-flags";
    case "legacyManagedConfigTomlFromFile":
      return `legacy managed_config.toml (${source.file})`;
    case "legacyManagedConfigTomlFromMdm":
      return "legacy managed_config.toml (mdm)";
  }
}

function describeRequirements(required: RequirementSettings): readonly DescribedRequirement[] {
  const row = <Value>(
    key: string,
    requirement: Requirement<Value> | undefined,
    show: (value: Value) => string,
  ): readonly DescribedRequirement[] =>
    requirement ? [{ key, value: show(requirement.value), source: requirement.source }] : [];
  return [
    ...row("allowed_approval_policies", required.approvalPolicies, joined),
    ...row("allowed_sandbox_modes", required.sandboxModes, joined),
    ...row("allowed_web_search_modes", required.webSearchModes, joined),
    ...row("mcp_servers", required.mcpServers, (servers) => joined(Object.keys(servers).sort())),
    ...row("rules", required.rules, () => "configured"),
    ...row("enforce_residency", required.residency, (residency) => residency),
    ...row("experimental_network", required.network, (network) =>
      joined(Object.entries(network).map(([key, value]) => `${formatKeyPath([key])}=${listed(value)}`)),
    ),
  ];
}

function joined(values: readonly string[]): string {
  return values.length === 0 ? "<empty>" : values.join(", ");
}

function listed(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(", ")}]` : String(value);
}
