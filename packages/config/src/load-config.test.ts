import { expect, test } from "@jest/globals";
import { createTempProject, faultsOf } from "../test/temp-project.ts";
import { formatConfigProblems } from "./diagnostics.ts";
import { loadConfig, loadConfigWithoutFiles } from "./load-config.ts";

/** What is printed for a user file with this content. */
async function printed(config: string): Promise<string> {
  await using project = await createTempProject({ "home/config.toml": config });
  const text = formatConfigProblems(await faultsOf(project.load()));
  return text.replaceAll(project.folder, "");
}

test("prints faults with their place, the line and carets", async () => {
  expect(await printed("# one\nmodel = 5\n")).toBe(
    [
      "Error loading config.toml:",
      "/home/config.toml:2:9: invalid type: integer `5`, expected a string",
      "  |",
      "2 | model = 5",
      "  |         ^",
    ].join("\n"),
  );
});

// What stands behind "/home/config.toml:" in the first line of the message.
const FAULTS: readonly (readonly [config: string, line: string])[] = [
  [
    'approval_policy = "foo"',
    "1:19: unknown variant `foo`, expected one of `untrusted`, `on-failure`, `on-request`, `never`",
  ],
  ["[history]\nmax_bytes = 5", "1:1: missing field `persistence` (`save-all` or `none`)"],

  ["[history]\npersistence = 'all'", "2:15: unknown variant `all`, expected one of `save-all`, `none`"],
  ["[agents]\nmax_threads = 0", "2:15: agents.max_threads must be at least 1"],
  [
    '[sandbox_workspace_write]\nnetwork_access = "yes"',
    '2:18: invalid type: string "yes", expected a boolean',
  ],
  [
    "[sandbox_workspace_write]\nwritable_roots = ['/a', 7]",
    "2:25: invalid type: integer `7`, expected a path string",
  ],
  ["project_root_markers = 5", "1:24: invalid type: integer `5`, expected a list"],
  ["model_context_window = 1.5", "1:24: invalid type: floating point `1.5`, expected an integer"],
  ["project_doc_max_bytes = -1", "1:25: invalid value: integer `-1`, expected an integer of at least 0"],
  [
    "model_context_window = 9223372036854775808",
    "1:24: invalid value: integer `9223372036854775808`, expected an integer",
  ],
  [
    "mcp_oauth_callback_port = 70000",
    "1:27: invalid value: integer `70000`, expected an integer from 0 to 65535",
  ],
  ["tui = true", "1:7: invalid type: boolean `true`, expected a table"],
  ["[tui]\nnotifications = 5", "2:17: invalid type: integer `5`, expected a boolean or a list of strings"],
  ["[model]\na = 1", "1:1: invalid type: a table, expected a string"],
  [
    "profiles.fast.model_verbosity = 'x'",
    "1:33: unknown variant `x`, expected one of `low`, `medium`, `high`",
  ],
  ["shell_environment_policy = { set = { A = 1 } }", "1:42: invalid type: integer `1`, expected a string"],
  [
    "[[skills.config]]\npath = 'x'\nenabled = true\n[[skills.config]]\npath = 'y'",
    "4:1: missing field `enabled`",
  ],
  [
    "[projects.'/x']\ntrust_level = 'maybe'",
    "2:15: unknown variant `maybe`, expected one of `trusted`, `untrusted`",
  ],
  ["[model_providers.x]\nbase_url = 'y'", "1:1: missing field `name`"],
  [
    "[model_providers.x]\nname = 'X'\nwire_api = 'rest'",
    "3:12: unknown variant `rest`, expected one of `responses`, `chat`",
  ],
  [
    "[model_providers.x]\nname = 'X'\nrequest_max_retries = -1",
    "3:23: invalid value: integer `-1`, expected an integer of at least 0",
  ],
  [
    "[mcp_servers.x]\nargs = ['y']",
    "1:1: invalid transport: set `command` (a program to start) or `url` (a server to reach)",
  ],
  [
    "[mcp_servers.x]\ncommnd = 'ls'",
    "1:1: invalid transport: set `command` (a program to start) or `url` (a server to reach); unknown key `commnd` is ignored. Did you mean `command`?",
  ],
  [
    "[model_providers.x]\nnam = 'y'",
    "1:1: missing field `name`; unknown key `nam` is ignored. Did you mean `name`?",
  ],
  ["[mcp_servers.x]\ncommand = 'a'\nurl = 'b'", "3:7: url is not supported for stdio"],
  ["[mcp_servers.x]\nurl = 'b'\nargs = []", "3:8: args is not supported for streamable_http"],
  [
    "[mcp_servers.x]\nurl = 'b'\nbearer_token = 'c'",
    "3:16: unsupported `bearer_token`: put the token into a variable and name it in `bearer_token_env_var`",
  ],
  [
    "[mcp_servers.x]\nurl = 'b'\ntool_timeout_sec = -1",
    "3:20: invalid value: `-1`, expected a number of seconds, 0 or more",
  ],
  [
    "[otel]\nexporter = { otlp-http = { endpoint = 'e' } }",
    "2:26: missing field `protocol` (`binary` or `json`)",
  ],
  [
    "[otel]\nexporter = {}",
    '2:12: invalid type: a table, expected "none", "statsig", or a table with `otlp-http` or `otlp-grpc`',
  ],
  ["[features]\nof_another_version = 'x'", '2:22: invalid type: string "x", expected a boolean'],
  [
    "[tools]\nweb_search = true\nweb_search_request = true",
    "3:22: `web_search_request` is the old name of `web_search`; keep one",
  ],
  [
    "[ghost_snapshot]\nignore_large_untracked_files = 1\nignore_untracked_files_over_bytes = 2",
    "3:37: `ignore_untracked_files_over_bytes` is the old name of `ignore_large_untracked_files`; keep one",
  ],
  [
    "[mcp_servers.x]\nurl = 'b'\nstartup_timeout_sec = 1e300",
    "3:23: invalid value: `1e+300`, expected a number of seconds, 0 or more",
  ],
  [
    "model_provider = 'olama'",
    "1:18: Model provider `olama` not found. Known providers: lmstudio, ollama, openai. Did you mean `ollama`?",
  ],
  [
    "model_provider = 'ollama-chat'",
    "1:18: The provider `ollama-chat` is no longer supported. Replace it with `ollama` in `model_provider`, `oss_provider` or `--local-provider`.",
  ],
  ["profile = 'fsat'\n[profiles.fast]", "1:11: config profile `fsat` not found. Did you mean `fast`?"],
  [
    "profile = 'x'\n[profiles.fast]\n[profiles.slow]",
    "1:11: config profile `x` not found. Known profiles: fast, slow",
  ],
  [
    "model_instructions_file = 'no.md'",
    "1:27: failed to read model instructions file /home/no.md: no such file",
  ],
  [
    "model_instructions_file = 'config.toml/x'",
    "1:27: failed to read model instructions file /home/config.toml/x: ENOTDIR",
  ],
  ["experimental_compact_prompt_file = '/'", "1:36: failed to read compact prompt file /: EISDIR"],
];

test.each(FAULTS)("refuses %j", async (config, line) => {
  const [heading, first] = (await printed(`${config}\n`)).split("\n");
  expect(heading).toBe("Error loading config.toml:");
  expect(first).toBe(`/home/config.toml:${line}`);
});

test("takes every integer that TOML has, as the nearest one that can be counted with", async () => {
  await using project = await createTempProject({
    "home/config.toml": `
model_context_window = 9223372036854775807
model_auto_compact_token_limit = -9223372036854775808
model_provider = "p"
[model_providers.p]
name = "P"
request_max_retries = 9223372036854775807
[mcp_servers.s]
command = "c"
startup_timeout_ms = 9223372036854775807
tool_timeout_sec = 9223372036854775807
`,
  });
  const { model, provider, mcp } = await project.config();
  expect(model).toMatchObject({
    contextWindow: Number.MAX_SAFE_INTEGER,
    autoCompactTokenLimit: Number.MIN_SAFE_INTEGER,
  });
  expect(provider.requestMaxRetries).toBe(100);
  expect(mcp.servers["s"]?.startupTimeoutMs).toBe(Number.MAX_SAFE_INTEGER);
});

test.each(["none", "statsig"])("an exporter may be the empty table %s", async (name) => {
  await using project = await createTempProject({ "home/config.toml": `otel.exporter = { ${name} = {} }\n` });
  expect((await project.config()).telemetry.logs).toBeUndefined();
});

test("takes dates and times where text can stand", async () => {
  await using project = await createTempProject({
    "home/config.toml": "model = 1979-05-27\n[mcp_servers.s]\ncommand = 'c'\nargs = [07:32:00]\n",
  });
  const { model, mcp } = await project.config({ flags: ["review_model=1979-05-27T07:32:00Z"] });
  expect(model).toMatchObject({ model: "1979-05-27", reviewModel: "1979-05-27T07:32:00Z" });
  expect(mcp.servers["s"]?.transport).toMatchObject({ args: ["07:32:00"] });
});

test("reports every fault at once", async () => {
  const text = await printed("model = 5\nsandbox_mode = 'off'\n");
  expect(text.split("\n").filter((line) => line.startsWith("/home"))).toEqual([
    "/home/config.toml:1:9: invalid type: integer `5`, expected a string",
    "/home/config.toml:2:16: unknown variant `off`, expected one of `read-only`, `workspace-write`, `danger-full-access`",
  ]);
});

test("prints where malformed TOML goes wrong", async () => {
  const text = await printed("a = 1\n[model\nb = 2\n");
  expect(text).toMatch(
    /^Error loading config\.toml:\n\/home\/config\.toml:2:\d+: \S.*\n {2}\|\n2 \| \[model\n {2}\| +\^$/,
  );
});

test("refuses files that are not UTF-8 and files that are folders", async () => {
  await using project = await createTempProject();
  const file = await project.write("home/config.toml", new Uint8Array([0x61, 0xff]));
  expect(formatConfigProblems(await faultsOf(project.load()))).toBe(
    `Error: ${file} is not valid UTF-8; save it as UTF-8`,
  );
  await project.write("etc/config.toml/x", "");
  const problems = await faultsOf(project.load());
  expect(problems.map((problem) => problem.code)).toEqual(["unreadable-file", "unreadable-file"]);
  expect(problems[0]?.message).toBe(
    `cannot read ${project.systemDir}/config.toml: it is a folder; move it away or put a file in its place`,
  );
});

test("a file in place of a folder is named for the home and the machine, and no project", async () => {
  await using project = await createTempProject({ file: "", "work/.codex": "" });
  await project.config();
  for (const changes of [{ home: `${project.folder}/file` }, { systemDir: `${project.folder}/file` }]) {
    const [problem] = await faultsOf(project.load(changes));
    expect(problem?.message).toBe(
      `cannot read ${project.folder}/file/config.toml: a file stands where its folder should be; move that file away`,
    );
  }
});

test("names the argument that set a bad value", async () => {
  await using project = await createTempProject({ "home/config.toml": "model = 'x'\n" });
  const print = async (flags: readonly string[]) =>
    formatConfigProblems(await faultsOf(project.load({ flags })));
  expect(await print(["model=5"])).toBe(
    "Error loading config.toml:\ninvalid type: integer `5`, expected a string\nin `model`, set by `-c model=5`",
  );
  expect(await print(["agents.max_threads=0"])).toContain(
    "in `agents.max_threads`, set by `-c agents.max_threads=0`",
  );
  expect(await print(["profile=nope"])).toContain("config profile `nope` not found\nin `profile`");
});

test("a bad value does no harm where a stronger layer replaces it", async () => {
  await using project = await createTempProject({ "home/config.toml": "model = 5\n" });
  expect((await project.config({ flags: ["model=ok"] })).model.model).toBe("ok");
});

test("says plainly what only a flag names", async () => {
  await using project = await createTempProject();
  const print = async (changes: Parameters<typeof project.load>[0]) =>
    formatConfigProblems(await faultsOf(project.load(changes)));
  expect(await print({ profile: "x" })).toBe("Error: config profile `x` not found");
  expect(await print({ overrides: { modelProvider: "zz" } })).toBe(
    "Error: Model provider `zz` not found. Known providers: lmstudio, ollama, openai.",
  );
});

test("an empty instructions file is a fault", async () => {
  await using project = await createTempProject({
    "home/config.toml": "model_instructions_file = 'a.md'\n",
    "home/a.md": " \n",
  });
  const [problem] = await faultsOf(project.load());
  expect(problem?.message).toBe(`model instructions file is empty: ${project.home}/a.md`);
  expect(problem?.place).toMatchObject({ line: 1, column: 27 });
});

test("warns of unknown keys at any depth, with place and nearest name", async () => {
  await using project = await createTempProject({
    "home/config.toml": [
      "modle = 'x'",
      "[tui]",
      "animation = true",
      "[profiles.p]",
      "sandbox = 'x'",
      "[features]",
      "undoo = true",
      "[mcp_servers.s]",
      "command = 'c'",
      "comand = 'd'",
      "[[skills.config]]",
      "path = 'x'",
      "enabled = true",
      "enabld = false",
      "[otel]",
      "exporter = { otlp-grpc = { endpoint = 'e', header = 1 } }",
    ].join("\n"),
  });
  const { warnings } = await project.config({ flags: ["histori.x=1"] });
  expect(warnings.map((warning) => warning.message.replace(project.folder, ""))).toEqual([
    "/home/config.toml:1:1: unknown key `modle` is ignored. Did you mean `model`?",
    "/home/config.toml:3:1: unknown key `animation` is ignored. Did you mean `animations`?",
    "/home/config.toml:5:1: unknown key `sandbox` is ignored. Did you mean `sandbox_mode`?",
    "/home/config.toml:7:1: unknown key `undoo` is ignored. Did you mean `undo`?",
    "/home/config.toml:10:1: unknown key `comand` is ignored. Did you mean `command`?",
    "/home/config.toml:14:1: unknown key `enabld` is ignored. Did you mean `enabled`?",
    "/home/config.toml:16:44: unknown key `header` is ignored. Did you mean `headers`?",
    "-c histori.x=1: unknown key `histori` is ignored. Did you mean `history`?",
  ]);
  expect(warnings[0]?.place).toMatchObject({ line: 1, column: 1, endColumn: 5 });
});

test("can do without the user's files, but not without the administrator's", async () => {
  await using project = await createTempProject({
    "home/config.toml": "model = [",
    "etc/config.toml": "model = 5",
    "etc/managed_config.toml": "approval_policy = 'untrusted'\n",
  });
  const options = { ...project.options(), overrides: { approvalPolicy: "never" as const } };
  const { signal } = new AbortController();
  const result = await loadConfigWithoutFiles(options, signal);
  if (!result.ok) throw new Error(formatConfigProblems(result.errors));
  expect(result.config.model.model).toBeUndefined();
  expect(result.config.policies.approvalPolicy).toBe("untrusted");
  await project.write("etc/managed_config.toml", "x = [");
  expect((await loadConfigWithoutFiles(options, signal)).ok).toBe(false);
});

test("stops with the signal's reason", async () => {
  await using project = await createTempProject();
  await expect(loadConfig(project.options(), AbortSignal.abort("enough"))).rejects.toBe("enough");
});
