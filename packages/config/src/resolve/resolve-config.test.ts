import { expect, test } from "@jest/globals";
import { createTempProject } from "../../test/temp-project.ts";

test("without any settings every concern has its default", async () => {
  await using project = await createTempProject();
  const { layers: _, providers: __, provider: ___, features: ____, ...config } = await project.config();
  expect(config).toEqual({
    codexHome: project.home,
    cwd: project.cwd,
    activeProfile: undefined,
    model: {
      model: undefined,
      reviewModel: undefined,
      contextWindow: undefined,
      autoCompactTokenLimit: undefined,
      reasoningEffort: undefined,
      reasoningSummary: "auto",
      supportsReasoningSummaries: undefined,
      verbosity: undefined,
      personality: "pragmatic",
      toolOutputTokenLimit: undefined,
    },
    policies: expect.objectContaining({ approvalPolicy: "on-request" }),
    project: {
      root: project.cwd,
      gitRoot: undefined,
      rootMarkers: [".git"],
      trust: "undecided",
      trustKey: project.cwd,
      docMaxBytes: 32768,
      docFallbackNames: [],
    },
    shellEnvironment: {
      inherit: "all",
      ignoreDefaultExcludes: true,
      exclude: [],
      includeOnly: [],
      set: {},
      useProfile: false,
    },
    instructions: { baseInstructions: undefined, developerInstructions: undefined, compactPrompt: undefined },
    webSearch: { mode: "cached", allowed: undefined },
    tools: { maxAgentThreads: 6 },
    mcp: { servers: {}, oauthCredentialsStore: "auto", oauthCallbackPort: undefined },
    skills: { config: [] },
    history: { persistence: "save-all", maxBytes: undefined, logDir: `${project.home}/log` },
    auth: {
      credentialsStore: "file",
      chatgptBaseUrl: "https://chatgpt.com/backend-api/",
      forcedLoginMethod: undefined,
      forcedChatgptWorkspaceId: undefined,
    },
    display: {
      hideAgentReasoning: false,
      showRawAgentReasoning: false,
      fileOpener: "vscode",
      disablePasteBurst: false,
      checkForUpdateOnStartup: true,
      notifications: true,
      notificationMethod: "auto",
      hasAnimations: true,
      hasTooltips: true,
      alternateScreen: "auto",
      statusLine: undefined,
      initialMode: undefined,
    },
    ghostSnapshot: {
      ignoreLargeUntrackedFiles: 10485760,
      ignoreLargeUntrackedDirs: 200,
      disableWarnings: false,
    },
    telemetry: {
      areAnalyticsEnabled: undefined,
      isFeedbackEnabled: true,
      logsUserPrompt: false,
      environment: "dev",
      logs: undefined,
      traces: undefined,
      metrics: undefined,
    },
    notify: undefined,
    notices: {},
    isEphemeral: false,
    requirements: {
      approvalPolicies: undefined,
      sandboxModes: undefined,
      webSearchModes: undefined,
      rules: undefined,
    },
    raw: {},
    warnings: [],
    deprecations: [],
  });
});

test("every key reaches its concern without a warning", async () => {
  await using project = await createTempProject({
    "home/config.toml": `
model = "m"
review_model = "r"
model_context_window = 1
model_auto_compact_token_limit = 2
model_reasoning_effort = "xhigh"
model_reasoning_summary = "none"
model_supports_reasoning_summaries = true
model_verbosity = "high"
personality = "friendly"
tool_output_token_limit = 3
instructions = "unused"
developer_instructions = "dev"
compact_prompt = " compact "
model_instructions_file = "base.md"
experimental_compact_prompt_file = "base.md"
project_doc_max_bytes = 0
project_doc_fallback_filenames = [" A.md ", " "]
notify = ["say", "hi"]
forced_chatgpt_workspace_id = " w "
forced_login_method = "api"
cli_auth_credentials_store = "auto"
mcp_oauth_credentials_store = "keyring"
mcp_oauth_callback_port = 9
log_dir = "~/logs"
file_opener = "none"
hide_agent_reasoning = true
show_raw_agent_reasoning = true
chatgpt_base_url = "http://c/"
suppress_unstable_features_warning = true
check_for_update_on_startup = false
disable_paste_burst = true
windows_wsl_setup_acknowledged = true
oss_provider = "ollama"
[history]
persistence = "none"
max_bytes = 7
[tui]
notifications = ["x"]
notification_method = "bel"
animations = false
show_tooltips = false
experimental_mode = "execute"
alternate_screen = "never"
status_line = ["a"]
[notice]
"hide_gpt-5.1-codex-max_migration_prompt" = true
model_migrations = { a = "b" }
[tools]
view_image = false
[agents]
max_threads = 2
[[skills.config]]
path = "skills/x"
enabled = false
[apps.a]
enabled = false
disabled_reason = "user"
[ghost_snapshot]
ignore_untracked_files_over_bytes = 0
large_untracked_dir_warning_threshold = 5
disable_warnings = true
[analytics]
enabled = false
[feedback]
enabled = false
[otel]
log_user_prompt = true
environment = "prod"
exporter = { otlp-grpc = { endpoint = "g" } }
trace_exporter = { otlp-http = { endpoint = "e", protocol = "binary", headers = { a = "b" }, tls = { ca-certificate = "ca" } } }
metrics_exporter = "statsig"
[shell_environment_policy]
inherit = "core"
ignore_default_excludes = false
exclude = ["A*"]
include_only = ["B*"]
set = { C = "d" }
experimental_use_profile = true
[mcp_servers.local]
command = "c"
args = ["a"]
env = { A = "b" }
env_vars = ["V"]
cwd = "rel"
startup_timeout_sec = 1.5
startup_timeout_ms = 7
tool_timeout_sec = 2
required = true
enabled_tools = ["t"]
disabled_tools = ["u"]
scopes = ["unused"]
[mcp_servers.remote]
url = "http://u"
bearer_token_env_var = "T"
http_headers = { a = "b" }
env_http_headers = { c = "D" }
startup_timeout_ms = 7
enabled = false
scopes = ["s"]
`,
    "home/base.md": "\nbase text\n",
  });
  const config = await project.config();
  expect(config.warnings).toEqual([]);
  expect(config.model).toEqual({
    model: "m",
    reviewModel: "r",
    contextWindow: 1,
    autoCompactTokenLimit: 2,
    reasoningEffort: "xhigh",
    reasoningSummary: "none",
    supportsReasoningSummaries: true,
    verbosity: "high",
    personality: "friendly",
    toolOutputTokenLimit: 3,
  });
  expect(config.instructions).toEqual({
    baseInstructions: "base text",
    developerInstructions: "dev",
    compactPrompt: "compact",
  });
  expect(config.project).toMatchObject({ docMaxBytes: 0, docFallbackNames: ["A.md"] });
  expect(config.notify).toEqual(["say", "hi"]);
  expect(config.auth).toEqual({
    credentialsStore: "auto",
    chatgptBaseUrl: "http://c/",
    forcedLoginMethod: "api",
    forcedChatgptWorkspaceId: "w",
  });
  expect(config.history).toEqual({ persistence: "none", maxBytes: 7, logDir: "/users/me/logs" });
  expect(config.display).toEqual({
    hideAgentReasoning: true,
    showRawAgentReasoning: true,
    fileOpener: "none",
    disablePasteBurst: true,
    checkForUpdateOnStartup: false,
    notifications: ["x"],
    notificationMethod: "bel",
    hasAnimations: false,
    hasTooltips: false,
    alternateScreen: "never",
    statusLine: ["a"],
    initialMode: "default",
  });
  expect(config.notices).toEqual({
    "hide_gpt-5.1-codex-max_migration_prompt": true,
    model_migrations: { a: "b" },
  });
  expect(config.tools).toEqual({ maxAgentThreads: 2 });
  expect(config.skills.config).toEqual([{ path: `${project.home}/skills/x`, enabled: false }]);
  expect(config.ghostSnapshot).toEqual({
    ignoreLargeUntrackedFiles: undefined,
    ignoreLargeUntrackedDirs: 5,
    disableWarnings: true,
  });
  expect(config.telemetry).toEqual({
    areAnalyticsEnabled: false,
    isFeedbackEnabled: false,
    logsUserPrompt: true,
    environment: "prod",
    logs: { protocol: "grpc", endpoint: "g", headers: {}, tls: undefined },
    traces: {
      protocol: "http-binary",
      endpoint: "e",
      headers: { a: "b" },
      tls: {
        caCertificate: `${project.home}/ca`,
        clientCertificate: undefined,
        clientPrivateKey: undefined,
      },
    },
    metrics: undefined,
  });
  expect(config.shellEnvironment).toEqual({
    inherit: "core",
    ignoreDefaultExcludes: false,
    exclude: ["A*"],
    includeOnly: ["B*"],
    set: { C: "d" },
    useProfile: true,
  });
  expect(config.mcp).toEqual({
    oauthCredentialsStore: "keyring",
    oauthCallbackPort: 9,
    servers: {
      local: {
        transport: { type: "stdio", command: "c", args: ["a"], env: { A: "b" }, envVars: ["V"], cwd: "rel" },
        startupTimeoutMs: 1500,
        toolTimeoutMs: 2000,
        isEnabled: true,
        disabledReason: undefined,
        isRequired: true,
        enabledTools: ["t"],
        disabledTools: ["u"],
        scopes: ["unused"],
      },
      remote: {
        transport: {
          type: "streamable_http",
          url: "http://u",
          bearerTokenEnvVar: "T",
          httpHeaders: { a: "b" },
          envHttpHeaders: { c: "D" },
        },
        startupTimeoutMs: 7,
        toolTimeoutMs: undefined,
        isEnabled: false,
        disabledReason: undefined,
        isRequired: false,
        enabledTools: undefined,
        disabledTools: [],
        scopes: ["s"],
      },
    },
  });
});

test("typed overrides reach their concerns", async () => {
  await using project = await createTempProject({ "home/config.toml": "compact_prompt = 'c'\n" });
  const config = await project.config({
    overrides: {
      model: "m",
      reviewModel: "r",
      personality: "none",
      baseInstructions: "b",
      developerInstructions: "d",
      compactPrompt: "cc",
      isEphemeral: true,
    },
  });
  expect(config.model).toMatchObject({ model: "m", reviewModel: "r", personality: "none" });
  expect(config.instructions).toEqual({
    baseInstructions: "b",
    developerInstructions: "d",
    compactPrompt: "cc",
  });
  expect(config.isEphemeral).toBe(true);
  const off = await project.config({ flags: ["features.personality=false"] });
  expect(off.model.personality).toBeUndefined();
});
