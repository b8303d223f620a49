import { expect, test } from "@jest/globals";
import { createTempProject, faultsOf } from "../../test/temp-project.ts";
import { formatConfigProblems } from "../diagnostics.ts";
import { refusePolicies } from "../resolve/constrain.ts";
import { findOrigins } from "./origins.ts";

test("defaults obey without a word, choices with a warning", async () => {
  await using project = await createTempProject({
    "etc/requirements.toml":
      "allowed_approval_policies = ['untrusted', 'never']\nallowed_sandbox_modes = ['read-only']\nallowed_web_search_modes = []\n",
  });
  const file = `${project.systemDir}/requirements.toml`;
  const quiet = await project.config();
  expect(quiet.policies).toMatchObject({ approvalPolicy: "untrusted", sandboxMode: "read-only" });
  expect(quiet.webSearch).toEqual({ mode: "disabled", allowed: ["disabled"] });
  expect(quiet.warnings).toEqual([]);
  const config = await project.config({
    flags: ["approval_policy=on-request", "web_search=live"],
    overrides: { sandboxMode: "workspace-write" },
  });
  expect(config.policies).toMatchObject({
    approvalPolicy: "untrusted",
    sandboxPolicy: { type: "read-only" },
  });
  expect(config.warnings.map(({ code, message }) => [code, message])).toEqual([
    [
      "requirement-fallback",
      `Configured value for \`approval_policy\` is disallowed by requirements; falling back to required value \`untrusted\`. Details: invalid value for \`approval_policy\`: \`on-request\` is not in the allowed set [untrusted, never] (set by ${file})`,
    ],
    [
      "requirement-fallback",
      `Configured value for \`sandbox_mode\` is disallowed by requirements; falling back to required value \`read-only\`. Details: invalid value for \`sandbox_mode\`: \`workspace-write\` is not in the allowed set [read-only] (set by ${file})`,
    ],
    [
      "requirement-fallback",
      `Configured value for \`web_search\` is disallowed by requirements; falling back to required value \`disabled\`. Details: invalid value for \`web_search\`: \`live\` is not in the allowed set [disabled] (set by ${file})`,
    ],
  ]);
  const allowed = await project.config({ overrides: { approvalPolicy: "never" } });
  expect(allowed.policies.approvalPolicy).toBe("never");
  expect(allowed.requirements.approvalPolicies).toEqual({ value: ["untrusted", "never"], source: file });
});

test("a managed file restricts where requirements leave it open", async () => {
  await using project = await createTempProject({
    "etc/managed_config.toml": "approval_policy = 'on-failure'\nsandbox_mode = 'workspace-write'\n",
    "etc/requirements.toml": "allowed_approval_policies = ['on-failure', 'never']\n",
  });
  const managed = `${project.systemDir}/managed_config.toml`;
  const config = await project.config({
    overrides: { approvalPolicy: "never", sandboxMode: "danger-full-access" },
  });
  expect(config.policies).toMatchObject({ approvalPolicy: "never", sandboxMode: "read-only" });
  expect(config.requirements.sandboxModes).toEqual({
    value: ["read-only", "workspace-write"],
    source: managed,
  });
});

test("the managed network is handed on as written", async () => {
  await using project = await createTempProject({
    "etc/requirements.toml":
      "[experimental_network]\nenabled = true\nallowed_domains = ['a.example']\nallow_local_binding = false\n",
  });
  expect((await project.config()).requirements.network).toEqual({
    value: { enabled: true, allowed_domains: ["a.example"], allow_local_binding: false },
    source: `${project.systemDir}/requirements.toml`,
  });
});

test("MCP servers that are not listed are switched off", async () => {
  await using project = await createTempProject({
    "home/config.toml":
      "[mcp_servers.a]\ncommand = 'x'\n[mcp_servers.b]\ncommand = 'y'\n[mcp_servers.c]\nurl = 'u'\n[mcp_servers.d]\nurl = 'v'\n",
    "etc/requirements.toml":
      "[mcp_servers]\na.identity = { command = 'x' }\nb.identity = { command = 'other' }\nc.identity = { url = 'u' }\n",
  });
  const { servers } = (await project.config()).mcp;
  const reason = `requirements (${project.systemDir}/requirements.toml)`;
  expect(
    Object.entries(servers).map(([name, server]) => [name, server.isEnabled, server.disabledReason]),
  ).toEqual([
    ["a", true, undefined],
    ["b", false, reason],
    ["c", true, undefined],
    ["d", false, reason],
  ]);
});

test("rules are checked and passed on", async () => {
  await using project = await createTempProject({
    "etc/requirements.toml":
      "[rules]\nprefix_rules = [{ pattern = [{ token = 'rm' }], decision = 'forbidden' }]\n",
  });
  expect((await project.config()).requirements.rules?.value).toEqual({
    prefix_rules: [{ pattern: [{ token: "rm" }], decision: "forbidden" }],
  });
});

const FAULTS: readonly (readonly [content: string, place: string, message: string])[] = [
  ["x = [", "1:6", "invalid value (the file ends here)"],
  ["allowed_approval_policies = []", "1:29", "field `allowed_approval_policies` cannot be empty"],
  ["allowed_sandbox_modes = ['workspace-write']", "1:25", "`allowed_sandbox_modes` must contain `read-only`"],
  [
    "allowed_web_search_modes = ['on']",
    "1:29",
    "unknown variant `on`, expected one of `disabled`, `cached`, `live`",
  ],
  ["[mcp_servers.a]\nidentity = {}", "2:12", "set exactly one of `command` and `url`"],
  ["enforce_residency = 'eu'", "1:21", "unknown variant `eu`, expected `us`"],
  [
    "[experimental_network]\nallowed_domains = 'a.example'",
    "2:19",
    'invalid type: string "a.example", expected a list',
  ],
  [
    "[experimental_network]\nhttp_port = 70000",
    "2:13",
    "invalid value: integer `70000`, expected an integer from 0 to 65535",
  ],
  ["[rules]\nprefix_rules = []", "2:16", "`prefix_rules` cannot be empty"],
  ["[rules]\nprefix_rules = [{ pattern = [], decision = 'prompt' }]", "2:29", "`pattern` cannot be empty"],
  [
    "[rules]\nprefix_rules = [{ pattern = [{ token = 'a', any_of = ['b'] }], decision = 'prompt' }]",
    "2:30",
    "set exactly one of `token` and `any_of`",
  ],
  [
    "[rules]\nprefix_rules = [{ pattern = [{ token = ' ' }], decision = 'prompt' }]",
    "2:30",
    "a token cannot be blank",
  ],
  [
    "[rules]\nprefix_rules = [{ pattern = [{ any_of = [] }], decision = 'prompt' }]",
    "2:41",
    "`any_of` cannot be empty",
  ],
  ["[rules]\nprefix_rules = [{ pattern = [{ token = 'a' }] }]", "2:17", "missing field `decision`"],
  [
    "[rules]\nprefix_rules = [{ pattern = [{ token = 'a' }], decision = 'allow' }]",
    "2:59",
    "decision `allow` is not possible here",
  ],
];

test.each(FAULTS)("refuses to start on %j", async (content, place, message) => {
  await using project = await createTempProject({ "etc/requirements.toml": `${content}\n` });
  const file = `${project.systemDir}/requirements.toml`;
  const [heading, first] = formatConfigProblems(await faultsOf(project.load())).split("\n");
  expect(heading).toBe("Error loading requirements.toml:");
  expect(first?.startsWith(`${file}:${place}: ${message}`)).toBe(true);
});

test("an unreadable file stops the start, an unknown key does not", async () => {
  await using project = await createTempProject({ "etc/requirements.toml": "allowed_sandbox_mods = []\n" });
  const { warnings } = await project.config();
  expect(warnings[0]?.message).toBe(
    `${project.systemDir}/requirements.toml:1:1: unknown key \`allowed_sandbox_mods\` is ignored. Did you mean \`allowed_sandbox_modes\`?`,
  );
  await using other = await createTempProject({ "etc/requirements.toml/x": "" });
  const [problem] = await faultsOf(other.load());
  expect(problem).toMatchObject({
    code: "unreadable-file",
    message: expect.stringContaining("it is a folder"),
  });
});

const b64 = (text: string) => Buffer.from(text).toString("base64");

/** A reader of preferences that holds these. */
const preferences = (values: Readonly<Record<string, string>>) => async (key: string) => values[key];

test("of each key the first source counts: cloud, device management, file, managed settings", async () => {
  await using project = await createTempProject({
    "etc/requirements.toml":
      "allowed_approval_policies = ['never']\nallowed_web_search_modes = ['live']\nallowed_sandbox_modes = ['read-only']\nenforce_residency = 'us'\n",
    "etc/managed_config.toml": "approval_policy = 'untrusted'\n",
  });
  const file = `${project.systemDir}/requirements.toml`;
  const { requirements } = await project.config({
    cloudRequirements: async () => "allowed_approval_policies = ['on-request']\n",
    readManagedPreference: preferences({
      requirements_toml_base64: b64(
        "allowed_approval_policies = ['on-failure']\nallowed_web_search_modes = ['cached']\n",
      ),
    }),
  });
  expect(requirements).toEqual({
    approvalPolicies: { value: ["on-request"], source: "cloud requirements" },
    webSearchModes: {
      value: ["cached", "disabled"],
      source: "MDM com.openai.codex:requirements_toml_base64",
    },
    sandboxModes: { value: ["read-only"], source: file },
    residency: { value: "us", source: file },
    mcpServers: undefined,
    rules: undefined,
    network: undefined,
  });
});

test("settings that macOS manages beat flags and require what they set, before the managed file", async () => {
  await using project = await createTempProject({
    "etc/managed_config.toml":
      "approval_policy = 'on-failure'\nmodel = 'file'\nsandbox_mode = 'workspace-write'\n",
  });
  const config = await project.config({
    flags: ["model=flag", "approval_policy=on-request"],
    readManagedPreference: preferences({
      config_toml_base64: b64("model = 'mdm'\napproval_policy = 'untrusted'\n"),
    }),
  });
  expect(config.model.model).toBe("mdm");
  expect(config.policies.approvalPolicy).toBe("untrusted");
  expect(config.requirements.approvalPolicies?.source).toBe("MDM managed_config.toml (legacy)");
  expect(config.requirements.sandboxModes?.source).toBe(`${project.systemDir}/managed_config.toml`);
  expect(findOrigins(config.raw, config.layers)["model"]).toEqual({ type: "legacyManagedConfigTomlFromMdm" });
});

test("a source that cannot be loaded or understood stops the start", async () => {
  await using project = await createTempProject();
  const messages = async (changes: Parameters<typeof project.load>[0]) =>
    (await faultsOf(project.load(changes))).map(({ message }) => message);
  expect(await messages({ cloudRequirements: () => Promise.reject(new Error("no answer")) })).toEqual([
    "the cloud requirements could not be loaded: no answer",
  ]);
  expect(await messages({ cloudRequirements: async () => "x = [\n" })).toEqual([
    "invalid value (the file ends here)",
  ]);
  expect(await messages({ readManagedPreference: preferences({ config_toml_base64: "%%%" }) })).toEqual([
    "MDM com.openai.codex:config_toml_base64 is not base64 of UTF-8 text",
  ]);
  expect(
    await messages({ readManagedPreference: preferences({ requirements_toml_base64: b64("x = [\n") }) }),
  ).toEqual(["invalid value (the file ends here)"]);
});

test("the older allow-list of MCP servers counts beside the newer one, which wins", async () => {
  await using project = await createTempProject({
    "etc/requirements.toml":
      "[mcp_server_allowlist]\na.command = 'x'\nb.command = 'old'\n[mcp_servers]\nb.identity = { command = 'new' }\n",
    "home/config.toml": "[mcp_servers]\na.command = 'x'\nb.command = 'old'\nc.command = 'z'\n",
  });
  const { mcp, requirements } = await project.config();
  expect(requirements.mcpServers?.value).toEqual({ a: { command: "x" }, b: { command: "new" } });
  expect(Object.values(mcp.servers).map(({ isEnabled }) => isEnabled)).toEqual([true, false, false]);
});

test("an empty allow-list switches every MCP server off", async () => {
  await using project = await createTempProject({
    "etc/requirements.toml": "[mcp_servers]\n",
    "home/config.toml": "[mcp_servers.a]\nurl = 'u'\n",
  });
  const { mcp, warnings } = await project.config();
  expect(mcp.servers["a"]?.isEnabled).toBe(false);
  expect(warnings.map(({ message }) => message)).toEqual([
    `${project.home}/config.toml:1:1: the MCP server \`a\` is not started: ${project.systemDir}/requirements.toml does not list it with this command or address. Ask your administrator.`,
  ]);
});

test("policies that somebody wants later are refused, not replaced", async () => {
  await using project = await createTempProject({
    "etc/requirements.toml":
      "allowed_approval_policies = ['untrusted']\nallowed_sandbox_modes = ['read-only', 'external-sandbox']\n",
  });
  const { requirements } = await project.config();
  const file = `${project.systemDir}/requirements.toml`;
  const none = { approvalPolicy: undefined, sandboxPolicy: undefined };
  expect(refusePolicies(requirements, { ...none, approvalPolicy: "never" })).toBe(
    `invalid value for \`approval_policy\`: \`never\` is not in the allowed set [untrusted] (set by ${file})`,
  );
  expect(refusePolicies(requirements, { ...none, sandboxPolicy: { type: "danger-full-access" } })).toBe(
    `invalid value for \`sandbox_mode\`: \`danger-full-access\` is not in the allowed set [read-only, external-sandbox] (set by ${file})`,
  );
  expect(
    refusePolicies(requirements, { approvalPolicy: "untrusted", sandboxPolicy: { type: "read-only" } }),
  ).toBeUndefined();
  expect(refusePolicies(requirements, none)).toBeUndefined();
});
