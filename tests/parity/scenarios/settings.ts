/** Keys of config.toml, `-c` and feature flags. */
import { answer, answerRunning, closing, running, says } from "./model-events.ts";
import { flags, type Scenario, settings, workspaceWrite } from "./scenario.ts";

/** The scenarios, by what they are about. */
export const scenarios: readonly Scenario[] = [
  settings(
    "cfg-effort-gpt52",
    'model_reasoning_effort = "minimal"\nmodel_reasoning_summary = "concise"\nmodel_verbosity = "high"',
    { model: "gpt-5.2" },
  ),
  settings("cfg-effort-bad", 'model_reasoning_effort = "huge"'),
  settings("cfg-instructions-file", 'model_instructions_file = "instr.md"', {
    home: { "instr.md": "my own instructions" },
  }),
  settings("cfg-instructions-file-gone", 'model_instructions_file = "gone.md"'),
  settings("cfg-developer", 'developer_instructions = "dev words"\ninstructions = "user words"'),
  settings("cfg-doc-max", "project_doc_max_bytes = 5", { files: { "AGENTS.md": "123456789" } }),
  settings("cfg-doc-fallback", 'project_doc_fallback_filenames = ["CLAUDE.md", "OTHER.md"]', {
    files: { "OTHER.md": "other doc", "sub/AGENTS.md": "no" },
  }),
  settings("cfg-agents-override", "", {
    files: { "AGENTS.override.md": "override", "AGENTS.md": "plain" },
    home: { "AGENTS.md": "home plain", "AGENTS.override.md": "home override" },
  }),
  settings("cfg-agents-nested", "", {
    files: { "AGENTS.md": "A\n", "x/AGENTS.md": "B\n", "x/y/AGENTS.override.md": "C\n", "x/y/z/f": "" },
    args: ["-C", "x/y/z", "go"],
  }),
  flags("c-string", ["-c", "model=gpt-5.2"]),
  flags("c-no-eq", ["-c", "model"]),
  flags("c-nested", ["-c", 'model_providers.mock.http_headers={"x-test"="c"}']),
  flags("c-unknown", ["-c", "no_such_key=1"]),
  flags("enable-unknown", ["--enable", "nope"]),
  flags("disable-personality", ["-m", "gpt-5.2-codex", "--disable", "personality"]),
  flags("disable-remote-models", ["--disable", "remote_models"]),
  settings("feat-legacy", "[features]\nweb_search = true\nexperimental_use_unified_exec_tool = false"),
  flags("ws-disabled", ["-c", "web_search=disabled"]),
  {
    name: "sww-roots",
    config:
      '[sandbox_workspace_write]\nwritable_roots = ["@HOME@"]\nexclude_slash_tmp = true\nexclude_tmpdir_env_var = true',
    args: workspaceWrite,
    script: [
      answerRunning(
        "echo x > $CODEX_HOME/zz; echo $?; exec 2>/dev/null; (echo y > /tmp/parity-zz) || echo denied",
      ),
      closing(),
    ],
  },
  {
    name: "trusted",
    config: '[projects."@CWD@"]\ntrust_level = "trusted"',
    script: [answerRunning("echo x > f; echo $?"), closing()],
  },
  {
    name: "trusted-project-config",
    config: '[projects."@CWD@"]\ntrust_level = "trusted"',
    files: { ".codex/config.toml": 'model = "gpt-5.2"\nmodel_reasoning_effort = "low"\n' },
    script: [closing()],
  },
  {
    name: "untrusted-project-config",
    files: { ".codex/config.toml": 'model = "gpt-5.2"\n' },
    script: [closing()],
  },
  settings(
    "summaries-forced-effort",
    'model_supports_reasoning_summaries = true\nmodel_reasoning_effort = "high"',
    { model: "gpt-4o" },
  ),
  settings("personality-friendly-gpt-5-2-codex", 'personality = "friendly"', { model: "gpt-5.2-codex" }),
  settings("personality-none-gpt-5-2-codex", 'personality = "none"', { model: "gpt-5.2-codex" }),
  settings(
    "profile-keys",
    'profile = "p"\n[profiles.p]\nmodel = "gpt-5.2"\nmodel_reasoning_effort = "low"\nmodel_verbosity = "high"\nsandbox_mode = "workspace-write"\nweb_search = "live"\n[profiles.p.features]\nunified_exec = false',
  ),
  settings(
    "profile-old-toggles",
    'profile = "p"\n[profiles.p]\ninclude_apply_patch_tool = true\ntools_web_search = true',
    { model: "gpt-5" },
  ),
  settings(
    "profile-foreign-toggles",
    'profile = "p"\ninclude_apply_patch_tool = true\ntools_web_search = true\n[profiles.p.tools]\nweb_search = true',
    { model: "gpt-5" },
  ),
  settings("cfg-developer-empty", 'developer_instructions = ""'),
  settings("provider-content-type", "", {
    provider: { http_headers: { "Content-Type": "application/json; charset=utf-8", accept: "text/plain" } },
  }),
  flags("profile-gone", ["-p", "nope"]),
  settings("provider-unknown", "", { args: ["-c", "model_provider=zz", "go"] }),
  settings("provider-azure", "", {
    provider: { name: "azure" },
    script: [answer(says("x"), running("echo a")), closing()],
  }),
  settings("cfg-type-error", 'model_context_window = "big"'),
  settings("include-apply-patch", "include_apply_patch_tool = true", { model: "gpt-5" }),
  settings("agents-budget", "project_doc_max_bytes = 8", {
    files: { "AGENTS.md": "12345\n", "a/AGENTS.md": "67890\n" },
    args: ["-C", "a", "go"],
  }),
];
