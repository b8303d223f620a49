/** Where the settings come from, as lines for people and as a value for programs. */

import path from "node:path";
import { type ConfigProblem, formatPlace } from "../diagnostics.ts";
import type { ConfigLayer, ConfigLayerSource } from "../layers/layer.ts";
import { preferenceName } from "../layers/managed-preferences.ts";
import type { Requirement, RequirementSettings } from "../resolved-config.ts";
import { formatKeyPath } from "../toml/key-path.ts";

/** One layer, as it is listed. */
export interface DescribedLayer {
  readonly source: string;
  readonly state: "enabled" | "disabled" | "missing" | "faulty";
  /** Why it does not count. */
  readonly reason: string | undefined;
  /** What is wrong in it, each behind its place. */
  readonly errors: readonly string[];
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
  /** Why some sources of requirements cannot be used. */
  readonly requirementErrors: readonly string[];
}

/** What there is to describe. */
export interface SettingsParts {
  readonly layers: readonly ConfigLayer[];
  readonly requirements: RequirementSettings;
  /** All that is wrong with the settings. */
  readonly errors: readonly ConfigProblem[];
  /** What is wrong with the requirements. */
  readonly unread: readonly ConfigProblem[];
}

/** Describes settings. */
export function describeSettings({ layers, requirements, errors, unread }: SettingsParts): DescribedSettings {
  return {
    layers: layers.map((layer) => describeLayer(layer, errors)),
    requirements: describeRequirements(requirements),
    requirementErrors: unread.map(placed),
  };
}

/** The description as `/debug-config` shows it. */
export function debugConfigLines({
  layers,
  requirements,
  requirementErrors,
}: DescribedSettings): readonly string[] {
  const required = [
    ...requirementErrors.map((error) => `  - (error: ${error})`),
    ...requirements.map(({ key, value, source }) => `  - ${key}: ${value} (source: ${source})`),
  ];
  return [
    "/debug-config",
    "",
    "Config layer stack (lowest precedence first):",
    ...layers.flatMap((layer, index) => [
      `  ${index + 1}. ${layer.source} (${stateText(layer)})`,
      ...(layer.reason === undefined ? [] : [`     reason: ${layer.reason}`]),
      ...layer.errors.slice(1).map((error) => `     error: ${error}`),
    ]),
    "",
    "Requirements:",
    ...(required.length === 0 ? ["  <none>"] : required),
  ];
}

function stateText({ state, errors: [first] }: DescribedLayer): string {
  if (state === "missing") return "no such file";
  return state === "faulty" && first !== undefined ? `error: ${first}` : state;
}

function describeLayer(layer: ConfigLayer, problems: readonly ConfigProblem[]): DescribedLayer {
  const { source, disabledReason: reason } = layer;
  const errors = problems.filter((problem) => isIn(layer, problem)).map(placed);
  return { source: nameOf(source), state: stateOf(layer, errors.length > 0), reason, errors };
}

function stateOf({ source, disabledReason, text }: ConfigLayer, isFaulty: boolean): DescribedLayer["state"] {
  if (disabledReason !== undefined) return "disabled";
  if (isFaulty) return "faulty";
  return text === undefined && source.type !== "sessionFlags" ? "missing" : "enabled";
}

function isIn({ source, text }: ConfigLayer, { place, file, flag }: ConfigProblem): boolean {
  if (source.type === "sessionFlags") return flag !== undefined;
  const wrong = place?.file ?? file;
  return wrong !== undefined && wrong === (text?.file ?? fileOf(source));
}

function fileOf(source: ConfigLayerSource): string | undefined {
  if (source.type === "project") return path.join(source.dotCodexFolder, "config.toml");
  if (source.type === "legacyManagedConfigTomlFromMdm") return preferenceName("config_toml_base64");
  return "file" in source ? source.file : undefined;
}

function placed({ place, flag, message }: ConfigProblem): string {
  if (place) return `${formatPlace(place)}: ${message}`;
  return flag === undefined ? message : `${flag}: ${message}`;
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
