/** What the rest of the program knows of the settings: plain values, grouped by concern. */
import type {
  ApprovalPolicy,
  Personality,
  ReasoningEffort,
  ReasoningSummary,
  SandboxMode,
  SandboxPolicy,
  Verbosity,
  WebSearchMode,
} from "@codex-ts/protocol";
import type { ConfigWarning, DeprecationNotice } from "./diagnostics.ts";
import type { FeatureKey } from "./features.ts";
import type { ConfigLayer } from "./layers/layer.ts";
import type { ProjectTrust } from "./layers/trust.ts";
import type { ProviderConfig } from "./providers.ts";
import type { RawNetworkRequirements } from "./raw/requirements.ts";
import type { RawTable } from "./toml/raw-value.ts";

/** Everything that `loadConfig` resolved. `undefined` means: not set, the consumer's own default counts. */
export interface ResolvedConfig {
  /** The configuration home, absolute and without symbolic links where it exists. */
  readonly codexHome: string;
  /** The directory that the settings were resolved for. */
  readonly cwd: string;
  /** The profile in use, by name. */
  readonly activeProfile: string | undefined;
  readonly model: ModelSettings;
  readonly provider: ProviderConfig;
  /** Every provider that can be chosen: the built-in ones and the user's. */
  readonly providers: Readonly<Record<string, ProviderConfig>>;
  readonly policies: PolicySettings;
  /** The project around cwd, and what is read of its documents. */
  readonly project: ProjectSettings;
  readonly shellEnvironment: ShellEnvironmentSettings;
  readonly instructions: InstructionSettings;
  readonly webSearch: WebSearchSettings;
  readonly tools: ToolSettings;
  readonly features: Readonly<Record<FeatureKey, boolean>>;
  readonly mcp: McpSettings;
  readonly skills: SkillSettings;
  readonly history: HistorySettings;
  readonly auth: AuthSettings;
  readonly display: DisplaySettings;
  readonly ghostSnapshot: GhostSnapshotSettings;
  readonly telemetry: TelemetrySettings;
  /** argv of the program that is told about finished turns; one JSON argument is appended. */
  readonly notify: readonly string[] | undefined;
  /** The `[notice]` table as written: which hints the user has put away. */
  readonly notices: RawTable;
  /** Whether a rollout file is written. */
  readonly isEphemeral: boolean;
  readonly requirements: RequirementSettings;
  /** Effective settings as TOML values, the profile not applied; for the keys that nothing resolves yet. */
  readonly raw: RawTable;
  /** All layers, lowest precedence first, disabled ones included. */
  readonly layers: readonly ConfigLayer[];
  readonly warnings: readonly ConfigWarning[];
  readonly deprecations: readonly DeprecationNotice[];
}

/** Which model, and how it is asked. */
export interface ModelSettings {
  /** Model slug; undefined lets the models manager choose. */
  readonly model: string | undefined;
  readonly reviewModel: string | undefined;
  /** Tokens. */
  readonly contextWindow: number | undefined;
  /** Tokens in use that trigger compaction. */
  readonly autoCompactTokenLimit: number | undefined;
  readonly reasoningEffort: ReasoningEffort | undefined;
  readonly reasoningSummary: ReasoningSummary;
  readonly supportsReasoningSummaries: boolean | undefined;
  readonly verbosity: Verbosity | undefined;
  /** Undefined where the feature `personality` is off and nothing is set. */
  readonly personality: Personality | undefined;
  /** Tokens of one tool output that the history keeps. */
  readonly toolOutputTokenLimit: number | undefined;
}

/** What commands may do, and when the user is asked first. */
export interface PolicySettings {
  readonly approvalPolicy: ApprovalPolicy;
  readonly sandboxMode: SandboxMode;
  readonly sandboxPolicy: SandboxPolicy;
  /** True when the user chose either of the two anywhere; the trust question is not asked then. */
  readonly isExplicit: boolean;
  /** True when workspace-write was asked for and Windows has no sandbox to give. */
  readonly isDowngradedOnWindows: boolean;
}

/** The project around the working directory. */
export interface ProjectSettings {
  /** The nearest directory above cwd with a root marker, else cwd. */
  readonly root: string;
  /** The nearest directory above cwd that holds `.git`. */
  readonly gitRoot: string | undefined;
  readonly rootMarkers: readonly string[];
  readonly trust: ProjectTrust;
  /** The path that a trust entry for this project names: the main repository's root, else cwd. */
  readonly trustKey: string;
  /** Bytes of AGENTS.md files in all; 0 = none. */
  readonly docMaxBytes: number;
  readonly docFallbackNames: readonly string[];
}

/** The environment of commands. */
export interface ShellEnvironmentSettings {
  readonly inherit: "core" | "all" | "none";
  readonly ignoreDefaultExcludes: boolean;
  /** Case-insensitive wildcards with `*` and `?`. */
  readonly exclude: readonly string[];
  readonly includeOnly: readonly string[];
  readonly set: Readonly<Record<string, string>>;
  /** Run the shell as a login shell. */
  readonly useProfile: boolean;
}

/** Texts of the user that replace or extend the built-in ones. */
export interface InstructionSettings {
  /** Replaces the model's own base instructions. */
  readonly baseInstructions: string | undefined;
  readonly developerInstructions: string | undefined;
  readonly compactPrompt: string | undefined;
}

/** The model's own web search. */
export interface WebSearchSettings {
  readonly mode: WebSearchMode;
  /** What requirements allow; undefined = everything. */
  readonly allowed: readonly WebSearchMode[] | undefined;
}

/** Limits of built-in tools. */
export interface ToolSettings {
  /** Sub-agent threads at once. */
  readonly maxAgentThreads: number;
}

/** How an MCP server is started or reached. */
export type McpTransportConfig =
  | {
      readonly type: "stdio";
      readonly command: string;
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>> | undefined;
      readonly envVars: readonly string[];
      readonly cwd: string | undefined;
    }
  | {
      readonly type: "streamable_http";
      readonly url: string;
      readonly bearerTokenEnvVar: string | undefined;
      readonly httpHeaders: Readonly<Record<string, string>> | undefined;
      readonly envHttpHeaders: Readonly<Record<string, string>> | undefined;
    };

/** One MCP server. */
export interface McpServerConfig {
  readonly transport: McpTransportConfig;
  /** Milliseconds; undefined = the client's default. */
  readonly startupTimeoutMs: number | undefined;
  readonly toolTimeoutMs: number | undefined;
  readonly isEnabled: boolean;
  /** Why an administrator's requirements switched it off. */
  readonly disabledReason: string | undefined;
  readonly isRequired: boolean;
  /** Raw tool names; undefined = all. */
  readonly enabledTools: readonly string[] | undefined;
  readonly disabledTools: readonly string[];
  readonly scopes: readonly string[] | undefined;
}

/** All MCP servers, and how logging in to them works. */
export interface McpSettings {
  readonly servers: Readonly<Record<string, McpServerConfig>>;
  readonly oauthCredentialsStore: "auto" | "file" | "keyring";
  readonly oauthCallbackPort: number | undefined;
}

/** The user's switches of skills. */
export interface SkillSettings {
  /** Absolute paths of SKILL.md files with the user's switch. */
  readonly config: readonly { readonly path: string; readonly enabled: boolean }[];
}

/** What is kept on disk about the work. */
export interface HistorySettings {
  readonly persistence: "save-all" | "none";
  readonly maxBytes: number | undefined;
  /** The folder of log files. */
  readonly logDir: string;
}

/** What may be told to others. */
export interface TelemetrySettings {
  /** Undefined = the front end decides. */
  readonly areAnalyticsEnabled: boolean | undefined;
  readonly isFeedbackEnabled: boolean;
  /** True sends what the user says with the logs; else its length only. */
  readonly logsUserPrompt: boolean;
  /** The user's word for where this runs. */
  readonly environment: string;
  /** Undefined = nobody is told. */
  readonly logs: ExporterSettings | undefined;
  readonly traces: ExporterSettings | undefined;
  readonly metrics: ExporterSettings | undefined;
}

/** A collector that speaks OTLP. */
export interface ExporterSettings {
  readonly protocol: "http-json" | "http-binary" | "grpc";
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Absolute paths of PEM files. */
  readonly tls:
    | {
        readonly caCertificate: string | undefined;
        readonly clientCertificate: string | undefined;
        readonly clientPrivateKey: string | undefined;
      }
    | undefined;
}

/** Logging in. */
export interface AuthSettings {
  readonly credentialsStore: "file" | "keyring" | "auto" | "ephemeral";
  readonly chatgptBaseUrl: string;
  readonly forcedLoginMethod: "chatgpt" | "api" | undefined;
  readonly forcedChatgptWorkspaceId: string | undefined;
}

/** What the user sees. */
export interface DisplaySettings {
  readonly hideAgentReasoning: boolean;
  readonly showRawAgentReasoning: boolean;
  readonly fileOpener: "vscode" | "vscode-insiders" | "windsurf" | "cursor" | "none";
  readonly disablePasteBurst: boolean;
  readonly checkForUpdateOnStartup: boolean;
  /** True or a list of the kinds to notify about. */
  readonly notifications: boolean | readonly string[];
  readonly notificationMethod: "auto" | "osc9" | "bel";
  readonly hasAnimations: boolean;
  readonly hasTooltips: boolean;
  readonly alternateScreen: "auto" | "always" | "never";
  readonly statusLine: readonly string[] | undefined;
  /** The collaboration mode to start in. */
  readonly initialMode: "plan" | "default" | undefined;
}

/** What snapshots for undo leave out. */
export interface GhostSnapshotSettings {
  /** Bytes; undefined = no limit. */
  readonly ignoreLargeUntrackedFiles: number | undefined;
  /** Files; undefined = no limit. */
  readonly ignoreLargeUntrackedDirs: number | undefined;
  readonly disableWarnings: boolean;
}

/** What an administrator requires; settings above already obey it. Undefined = unrestricted. */
export interface RequirementSettings {
  readonly approvalPolicies: Requirement<readonly ApprovalPolicy[]> | undefined;
  readonly sandboxModes: Requirement<readonly (SandboxMode | "external-sandbox")[]> | undefined;
  readonly webSearchModes: Requirement<readonly WebSearchMode[]> | undefined;
  /** The `[rules]` table as written; the policy of commands has to combine it with the user's rules. */
  readonly rules: Requirement<RawTable> | undefined;
  /** Where data must stay. */
  readonly residency: Requirement<"us"> | undefined;
  /** What the managed network proxy has to do. */
  readonly network: Requirement<RawNetworkRequirements> | undefined;
  /** The MCP servers that may run, by name, each with its command or address. */
  readonly mcpServers: Requirement<Readonly<Record<string, McpServerIdentity>>> | undefined;
}

/** What tells an MCP server from others: exactly one of the two is set. */
export interface McpServerIdentity {
  readonly command?: string;
  readonly url?: string;
}

/** A required value and who set it (a file's path), for messages. */
export interface Requirement<Value> {
  readonly value: Value;
  readonly source: string;
}
