import { expect, test } from "@jest/globals";
import { createTempProject, faultsOf } from "../../test/temp-project.ts";
import { formatConfigProblems } from "../diagnostics.ts";

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
  ["x = [", "1:6", "Error parsing requirements file FILE: invalid value (the file ends here)"],
  [
    "allowed_approval_policies = []",
    "1:29",
    "Error parsing requirements file FILE: field `allowed_approval_policies` cannot be empty",
  ],
  [
    "allowed_sandbox_modes = ['workspace-write']",
    "1:25",
    "Error parsing requirements file FILE: `allowed_sandbox_modes` must contain `read-only`",
  ],
  [
    "allowed_web_search_modes = ['on']",
    "1:29",
    "Error parsing requirements file FILE: unknown variant `on`, expected one of `disabled`, `cached`, `live`",
  ],
  [
    "[mcp_servers.a]\nidentity = {}",
    "2:12",
    "Error parsing requirements file FILE: set exactly one of `command` and `url`",
  ],
  [
    "enforce_residency = 'us'",
    "1:1",
    "the requirement `enforce_residency` is not supported by this build, which refuses to start rather than ignore it.",
  ],
  [
    "[experimental_network]\nallowed_domains = 'a.example'",
    "2:19",
    'Error parsing requirements file FILE: invalid type: string "a.example", expected a list',
  ],
  [
    "[rules]\nprefix_rules = []",
    "2:16",
    "invalid rules in requirements (set by FILE): `prefix_rules` cannot be empty",
  ],
  [
    "[rules]\nprefix_rules = [{ pattern = [], decision = 'prompt' }]",
    "2:29",
    "invalid rules in requirements (set by FILE): `pattern` cannot be empty",
  ],
  [
    "[rules]\nprefix_rules = [{ pattern = [{ token = 'a', any_of = ['b'] }], decision = 'prompt' }]",
    "2:30",
    "invalid rules in requirements (set by FILE): set exactly one of `token` and `any_of`",
  ],
  [
    "[rules]\nprefix_rules = [{ pattern = [{ token = ' ' }], decision = 'prompt' }]",
    "2:30",
    "invalid rules in requirements (set by FILE): a token cannot be blank",
  ],
  [
    "[rules]\nprefix_rules = [{ pattern = [{ any_of = [] }], decision = 'prompt' }]",
    "2:41",
    "invalid rules in requirements (set by FILE): `any_of` cannot be empty",
  ],
  [
    "[rules]\nprefix_rules = [{ pattern = [{ token = 'a' }] }]",
    "2:17",
    "invalid rules in requirements (set by FILE): missing field `decision`",
  ],
  [
    "[rules]\nprefix_rules = [{ pattern = [{ token = 'a' }], decision = 'allow' }]",
    "2:59",
    "invalid rules in requirements (set by FILE): decision `allow` is not possible here",
  ],
];

test.each(FAULTS)("refuses to start on %j", async (content, place, message) => {
  await using project = await createTempProject({ "etc/requirements.toml": `${content}\n` });
  const file = `${project.systemDir}/requirements.toml`;
  const [, first] = formatConfigProblems(await faultsOf(project.load())).split("\n");
  expect(first?.startsWith(`${file}:${place}: ${message.replace("FILE", file)}`)).toBe(true);
});

test("an unreadable file stops the start, an unknown key does not", async () => {
  await using project = await createTempProject({ "etc/requirements.toml": "allowed_sandbox_mods = []\n" });
  const { warnings } = await project.config();
  expect(warnings[0]?.message).toBe(
    `${project.systemDir}/requirements.toml:1:1: unknown key \`allowed_sandbox_mods\` is ignored. Did you mean \`allowed_sandbox_modes\`?`,
  );
  await using other = await createTempProject({ "etc/requirements.toml/x": "" });
  const [problem] = await faultsOf(other.load());
  expect(problem).toMatchObject({ code: "unreadable-file", message: expect.stringContaining("EISDIR") });
});
