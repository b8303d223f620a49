/** The feature flags as data, and how the layers of settings decide about them. */
import type { DeprecationNotice } from "./diagnostics.ts";
import { isRawTable, type RawTable, type RawValue } from "./toml/raw-value.ts";

/** How far a feature has come; printed by `codex features list`. */
export type FeatureStage = "stable" | "experimental" | "under development" | "deprecated" | "removed";

/** What menus of experimental features show. */
export interface FeatureMenu {
  readonly label: string;
  readonly description: string;
  /** For those who have not tried it. */
  readonly announcement: string;
}

interface FeatureRecord {
  readonly key: string;
  readonly stage: FeatureStage;
  readonly default: boolean;
  /** Where Windows differs. */
  readonly windows?: { readonly stage?: FeatureStage; readonly default?: boolean };
  readonly menu?: FeatureMenu;
}

const TABLE = [
  { key: "undo", stage: "stable", default: false },
  { key: "shell_tool", stage: "stable", default: true },
  { key: "unified_exec", stage: "stable", default: true, windows: { default: false } },
  { key: "shell_snapshot", stage: "stable", default: true },
  { key: "web_search_request", stage: "deprecated", default: false },
  { key: "web_search_cached", stage: "deprecated", default: false },
  { key: "search_tool", stage: "under development", default: false },
  { key: "runtime_metrics", stage: "under development", default: false },
  { key: "sqlite", stage: "under development", default: false },
  { key: "memory_tool", stage: "under development", default: false },
  { key: "child_agents_md", stage: "under development", default: false },
  { key: "apply_patch_freeform", stage: "under development", default: false },
  { key: "use_linux_sandbox_bwrap", stage: "under development", default: false },
  { key: "request_rule", stage: "stable", default: true },
  { key: "experimental_windows_sandbox", stage: "under development", default: false },
  { key: "elevated_windows_sandbox", stage: "under development", default: false },
  { key: "remote_models", stage: "stable", default: true },
  {
    key: "powershell_utf8",
    stage: "under development",
    default: false,
    windows: { stage: "stable", default: true },
  },
  { key: "enable_request_compression", stage: "stable", default: true },
  {
    key: "collab",
    stage: "experimental",
    default: false,
    menu: {
      label: "Sub-agents",
      description: "Lets Codex give parts of a task to agents of their own that work at the same time.",
      announcement: "Codex can share out large tasks among agents: switch on Sub-agents to try it.",
    },
  },
  {
    key: "apps",
    stage: "experimental",
    default: false,
    menu: {
      label: "Apps",
      description: "Lets Codex use the apps that are connected to your ChatGPT account.",
      announcement: "Codex can work with the apps of your ChatGPT account: switch on Apps to try it.",
    },
  },
  { key: "skill_mcp_dependency_install", stage: "stable", default: true },
  { key: "skill_env_var_dependency_prompt", stage: "under development", default: false },
  { key: "steer", stage: "stable", default: true },
  { key: "collaboration_modes", stage: "stable", default: true },
  { key: "personality", stage: "stable", default: true },
  { key: "responses_websockets", stage: "under development", default: false },
  { key: "responses_websockets_v2", stage: "under development", default: false },
] as const satisfies readonly FeatureRecord[];

/** The name of a feature in `[features]`. */
export type FeatureKey = (typeof TABLE)[number]["key"];

/** One feature as it is on the given platform. */
export interface Feature {
  readonly key: FeatureKey;
  readonly stage: FeatureStage;
  readonly default: boolean;
  /** Of experimental features only. */
  readonly menu: FeatureMenu | undefined;
}

/** All features in the order that `codex features list` prints; `platform` as in `process.platform`. */
export function listFeatures(platform: string): readonly Feature[] {
  return TABLE.map((row: FeatureRecord & { readonly key: FeatureKey }) => {
    const here = platform === "win32" ? row.windows : undefined;
    return {
      key: row.key,
      stage: here?.stage ?? row.stage,
      default: here?.default ?? row.default,
      menu: row.menu,
    };
  });
}

/** Old names in `[features]` and the features that they stand for. */
const LEGACY_FEATURE_KEYS: Readonly<Record<string, FeatureKey>> = {
  connectors: "apps",
  enable_experimental_windows_sandbox: "experimental_windows_sandbox",
  experimental_use_unified_exec_tool: "unified_exec",
  experimental_use_freeform_apply_patch: "apply_patch_freeform",
  include_apply_patch_tool: "apply_patch_freeform",
  web_search: "web_search_request",
};

const KEYS: ReadonlySet<string> = new Set(TABLE.map((row) => row.key));

/** The feature that a key of `[features]` names, by its own name or an old one. */
export function featureForKey(key: string): FeatureKey | undefined {
  if (KEYS.has(key)) return key as FeatureKey;
  return Object.hasOwn(LEGACY_FEATURE_KEYS, key) ? LEGACY_FEATURE_KEYS[key] : undefined;
}

/** Every key that `[features]` accepts. */
export function knownFeatureKeys(): readonly string[] {
  return [...KEYS, ...Object.keys(LEGACY_FEATURE_KEYS)];
}

/** The effective flags, and the notices that old spellings earn. */
export interface ResolvedFeatures {
  readonly features: Readonly<Record<FeatureKey, boolean>>;
  readonly deprecations: readonly DeprecationNotice[];
}

interface LegacyToggle {
  readonly path: readonly [string] | readonly [string, string];
  readonly feature: FeatureKey;
}

/** Toggles outside `[features]`, in the order in which they count. Profiles have two of their own. */
const LEGACY_TOGGLES: readonly LegacyToggle[] = [
  { path: ["include_apply_patch_tool"], feature: "apply_patch_freeform" },
  { path: ["experimental_use_freeform_apply_patch"], feature: "apply_patch_freeform" },
  { path: ["experimental_use_unified_exec_tool"], feature: "unified_exec" },
  { path: ["tools", "web_search"], feature: "web_search_request" },
  { path: ["tools", "web_search_request"], feature: "web_search_request" },
  { path: ["tools_web_search"], feature: "web_search_request" },
];

/**
 * Decides all flags. `sources` are tables with the keys of a configuration or a profile, weakest first;
 * in each the old toggles count first, then `[features]` sorted by key, so that a new name beats an old one
 * only within the order of the alphabet, as it always did.
 */
export function resolveFeatures(sources: readonly RawTable[], platform: string): ResolvedFeatures {
  const features = Object.fromEntries(listFeatures(platform).map((row) => [row.key, row.default])) as Record<
    FeatureKey,
    boolean
  >;
  const notices = new Map<string, DeprecationNotice>();
  for (const source of sources) {
    for (const toggle of LEGACY_TOGGLES) {
      const value = readPath(source, toggle.path);
      if (typeof value !== "boolean") continue;
      features[toggle.feature] = value;
      notices.set(toggle.path.join("."), toggleNotice(toggle));
    }
    const table = source["features"];
    if (!isRawTable(table)) continue;
    for (const key of Object.keys(table).sort()) {
      const feature = featureForKey(key);
      const value = table[key];
      if (feature === undefined || typeof value !== "boolean") continue;
      features[feature] = value;
      const notice = keyNotice(key, feature);
      if (notice) notices.set(`features.${key}`, notice);
    }
  }
  return { features, deprecations: [...notices.values()] };
}

/** The canonical keys of under-development features that the effective `[features]` switch on. */
export function enabledUnstableFeatures(
  sources: readonly RawTable[],
  platform: string,
): readonly FeatureKey[] {
  const unstable = listFeatures(platform).filter((row) => row.stage === "under development");
  return unstable
    .filter(({ key }) => {
      const set = sources.map((source) => readPath(source, ["features", key]));
      return set.findLast((value) => value !== undefined) === true;
    })
    .map((row) => row.key);
}

/** What the user is told about unfinished features; `file` is where the hint can be switched off. */
export function unstableFeaturesMessage(keys: readonly FeatureKey[], file: string): string {
  const [subject, pronoun] =
    keys.length === 1 ? ["An unfinished feature is", "It"] : ["Unfinished features are", "They"];
  return `${subject} switched on: ${keys.join(", ")}. ${pronoun} may change or fail at any time. To hide this warning, set \`suppress_unstable_features_warning = true\` in ${file}.`;
}

function toggleNotice({ path, feature }: LegacyToggle): DeprecationNotice {
  if (feature === "web_search_request")
    return webSearchNotice(path.length === 2 ? `[tools].${path[1]}` : path[0]);
  return replacedNotice(path[0], feature);
}

function keyNotice(key: string, feature: FeatureKey): DeprecationNotice | undefined {
  if (feature === "web_search_request" || feature === "web_search_cached") {
    return webSearchNotice(`[features].${key}`);
  }
  return key === feature ? undefined : replacedNotice(key, feature);
}

function webSearchNotice(name: string): DeprecationNotice {
  return {
    summary: `\`${name}\` is deprecated. Use \`web_search\` instead.`,
    details:
      'Set `web_search` to "live", "cached" or "disabled" at the top level or in a profile of config.toml.',
  };
}

function replacedNotice(alias: string, feature: FeatureKey): DeprecationNotice {
  return {
    summary: `\`${alias}\` is deprecated. Use \`[features].${feature}\` instead.`,
    details: `Start with \`--enable ${feature}\`, or set \`${feature}\` under \`[features]\` in config.toml.`,
  };
}

function readPath(table: RawTable, path: readonly string[]): RawValue | undefined {
  let value: RawValue | undefined = table;
  for (const segment of path)
    value = isRawTable(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
  return value;
}
