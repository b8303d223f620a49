export { type CodexHome, findCodexHome } from "./codex-home.ts";
export {
  type ConfigProblem,
  type ConfigProblemCode,
  type ConfigWarning,
  type DeprecationNotice,
  formatConfigProblems,
  type SourcePlace,
} from "./diagnostics.ts";
export { type DotenvEntry, parseDotenv } from "./dotenv.ts";
export {
  type Feature,
  type FeatureKey,
  type FeatureStage,
  featureForKey,
  listFeatures,
  unstableFeaturesMessage,
} from "./features.ts";
export type { ConfigLayer, ConfigLayerSource } from "./layers/layer.ts";
export {
  type CliOverride,
  type CliOverridesResult,
  featureOverrides,
  parseCliOverrides,
  parseRequestOverrides,
} from "./layers/overrides.ts";
export type { ProjectTrust } from "./layers/trust.ts";
export { type LoadConfigResult, loadConfig, loadConfigWithoutFiles } from "./load-config.ts";
export type { ConfigOverrides, LoadConfigOptions } from "./load-options.ts";
export { type ConfigNotice, loadConfigOrDefaults } from "./load-or-defaults.ts";
export { loadProjectDocs, type ProjectDocs, type ProjectDocsOptions } from "./project-docs.ts";
export { builtInProviders, type Env, type ProviderConfig } from "./providers.ts";
export { refusePolicies } from "./resolve/constrain.ts";
export { type ReadMcpServers, readMcpServers, writeMcpServers } from "./resolve/exchange-mcp-servers.ts";
export { turnWebSearchMode } from "./resolve/web-search.ts";
export type {
  AuthSettings,
  DisplaySettings,
  ExporterSettings,
  GhostSnapshotSettings,
  HistorySettings,
  InstructionSettings,
  McpServerConfig,
  McpSettings,
  McpTransportConfig,
  ModelSettings,
  PolicySettings,
  ProjectSettings,
  Requirement,
  RequirementSettings,
  ResolvedConfig,
  ShellEnvironmentSettings,
  SkillSettings,
  TelemetrySettings,
  ToolSettings,
  WebSearchSettings,
} from "./resolved-config.ts";
export type { KeyPath } from "./toml/key-path.ts";
export type { RawTable, RawValue } from "./toml/raw-value.ts";
