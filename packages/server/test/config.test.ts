/** Settings over the protocol: reading, writing, requirements. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { type AppServerClient, type ClientParams, RpcError } from "@codex-ts/protocol/app-server";
import { reply, say, type TempHome } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { deadline, testEngine } from "./test-engine.ts";

type Write = ClientParams<"config/value/write">;

const write = (client: AppServerClient, edit: Partial<Write> & Pick<Write, "keyPath" | "value">) =>
  client.request("config/value/write", { mergeStrategy: "replace", ...edit }, deadline());

/** Code and data of a refusal. */
async function refusalOf(answer: Promise<unknown>): Promise<unknown> {
  const error: unknown = await answer.then(
    () => new Error("was not refused"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof RpcError)) throw error;
  return { code: error.code, data: error.data };
}

async function require(home: TempHome, requirements: string): Promise<void> {
  const folder = path.join(home.home, "no-system-settings");
  await mkdir(folder);
  await writeFile(path.join(folder, "requirements.toml"), requirements);
}

test("config/read fills what is missing, and tells where each value comes from", async () => {
  await using engine = await testEngine({
    replies: [],
    config:
      'approval_policy = "on-request"\n[tools]\nweb_search_request = true\n[profiles.p]\nmodel = "m2"\n[apps.x]\n',
    settings: { configOverrides: ["model_verbosity=low"] },
  });
  const { client } = engine.connect();
  const { config, origins, layers } = await client.request(
    "config/read",
    { includeLayers: true },
    deadline(),
  );
  expect(config).toMatchObject({
    approval_policy: "on-request",
    model_verbosity: "low",
    sandbox_mode: null,
    sandbox_workspace_write: null,
    tools: { web_search: true, view_image: null },
    profiles: { p: { model: "m2", model_provider: null, chatgpt_base_url: null } },
    apps: { x: { enabled: true, disabled_reason: null } },
  });
  const user = { type: "user", file: path.join(engine.home.codexHome, "config.toml") };
  expect(origins["approval_policy"]?.name).toEqual(user);
  expect(origins["model_verbosity"]?.name).toEqual({ type: "sessionFlags" });
  expect(layers?.map(({ name }) => name.type)).toEqual(["sessionFlags", "user", "system"]);
  expect(layers?.[2]?.version).toBe(
    "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
  );
  expect(await client.request("config/read", { includeLayers: false }, deadline())).not.toHaveProperty(
    "layers",
  );
});

test("a value is written in place, under the version that the client has seen", async () => {
  await using engine = await testEngine({ replies: [], config: "model_verbosity = 'high' # loud" });
  const { client } = engine.connect();
  const file = path.join(engine.home.codexHome, "config.toml");
  const before = await client.request("config/read", { includeLayers: true }, deadline());
  const expectedVersion = before.layers?.[0]?.version ?? null;
  const written = await write(client, { keyPath: "model_verbosity", value: "low", expectedVersion });
  expect(written).toMatchObject({ status: "ok", filePath: file, overriddenMetadata: null });
  expect(await readFile(file, "utf8")).toContain('model_verbosity = "low" # loud\n');
  const conflict = write(client, { keyPath: "model_verbosity", value: "high", expectedVersion });
  expect(await refusalOf(conflict)).toEqual({
    code: -32600,
    data: { config_write_error_code: "configVersionConflict" },
  });
});

test.each<[string, Partial<Write> & Pick<Write, "keyPath" | "value">, string]>([
  ["a wrong value", { keyPath: "approval_policy", value: "bogus" }, "configValidationError"],
  ["an empty key", { keyPath: " ", value: 1 }, "configValidationError"],
  ["an empty segment", { keyPath: "a..b", value: 1 }, "configValidationError"],
  ["a null inside a value", { keyPath: "tui", value: { status_line: [null] } }, "configValidationError"],
  ["clearing below a missing table", { keyPath: "mcp_servers.x.args", value: null }, "configPathNotFound"],
  ["another file", { keyPath: "model", value: "x", filePath: "/no/other.toml" }, "configLayerReadonly"],
  ["a relative file", { keyPath: "model", value: "x", filePath: "config.toml" }, "configLayerReadonly"],
])("%s is refused, and nothing is written", async (_name, edit, code) => {
  await using engine = await testEngine({ replies: [] });
  const before = await engine.home.read("config.toml");
  expect(await refusalOf(write(engine.connect().client, edit))).toEqual({
    code: -32600,
    data: { config_write_error_code: code },
  });
  expect(await engine.home.read("config.toml")).toBe(before);
});

test("a batch is written whole or not at all", async () => {
  await using engine = await testEngine({ replies: [] });
  const { client } = engine.connect();
  const before = await engine.home.read("config.toml");
  const edit = (keyPath: string, value: unknown) => ({ keyPath, value, mergeStrategy: "upsert" as const });
  const bad = [edit("model_verbosity", "low"), edit("sandbox_mode", "bogus")];
  expect(await refusalOf(client.request("config/batchWrite", { edits: bad }, deadline()))).toMatchObject({
    data: { config_write_error_code: "configValidationError" },
  });
  expect(await engine.home.read("config.toml")).toBe(before);
  const good = [
    edit("mcp_servers.a", { command: "x", env: { A: "1" } }),
    edit("mcp_servers.a", { env: { B: "2" } }),
    edit('projects."/x.y".trust_level', "trusted"),
  ];
  await client.request("config/batchWrite", { edits: good }, deadline());
  const { config } = await client.request("config/read", { includeLayers: false }, deadline());
  expect(config).toMatchObject({
    mcp_servers: { a: { command: "x", env: { A: "1", B: "2" } } },
    projects: { "/x.y": { trust_level: "trusted" } },
  });
});

test("a value that a flag overrides is written, and the client is told", async () => {
  await using engine = await testEngine({ replies: [], settings: { configOverrides: ["model=flag"] } });
  const { client } = engine.connect();
  expect(await write(client, { keyPath: "model", value: "mine" })).toMatchObject({
    status: "okOverridden",
    overriddenMetadata: {
      message: "Overridden by session flags",
      overridingLayer: { name: { type: "sessionFlags" } },
      effectiveValue: "flag",
    },
  });
  expect(await engine.home.read("config.toml")).toContain('model = "mine"');
});

test("a file that cannot be read is an error, and stays as it is", async () => {
  await using engine = await testEngine({ replies: [] });
  const { client } = engine.connect();
  await engine.home.write({ "config.toml": "model = [\n" });
  expect(await refusalOf(write(client, { keyPath: "model", value: "x" }))).toMatchObject({ code: -32603 });
  expect(await refusalOf(client.request("config/read", { includeLayers: false }, deadline()))).toMatchObject({
    code: -32603,
  });
  expect(await engine.home.read("config.toml")).toBe("model = [\n");
});

test("requirements are told in the words of the protocol", async () => {
  await using engine = await testEngine({ replies: [] });
  const { client } = engine.connect();
  const read = () => client.request("configRequirements/read", undefined, deadline());
  expect(await read()).toEqual({ requirements: null });
  await require(engine.home, "allowed_sandbox_modes = ['read-only', 'external-sandbox']\nallowed_web_search_modes = ['cached']\nenforce_residency = 'us'\n[experimental_network]\nhttp_port = 80\n");
  expect(await read()).toMatchObject({
    requirements: {
      allowedApprovalPolicies: null,
      allowedSandboxModes: ["read-only"],
      allowedWebSearchModes: ["cached", "disabled"],
      enforceResidency: "us",
      network: { httpPort: 80, enabled: null, allowedDomains: null },
    },
  });
});

test("a turn cannot ask for policies that are not allowed; the thread stays usable", async () => {
  await using engine = await testEngine({ replies: [reply(say("fine"))] });
  await require(engine.home, "allowed_approval_policies = ['on-request', 'untrusted']\n");
  const { client, startThread, runTurn } = engine.connect();
  const threadId = await startThread();
  const input = [{ type: "text" as const, text: "go", text_elements: [] }];
  const turn = client.request("turn/start", { threadId, input, approvalPolicy: "never" }, deadline());
  await expect(turn).rejects.toThrow(
    "invalid value for `approval_policy`: `never` is not in the allowed set [on-request, untrusted] (set by ",
  );
  expect(await runTurn(threadId, "now")).toMatchObject({ status: "completed" });
});

test("a requirement that cannot be enforced stops threads, and commands of clients", async () => {
  await using engine = await testEngine({ replies: [] });
  await require(engine.home, "[experimental_network]\nenabled = true\nallowed_domains = ['a*b']\n");
  const { client, startThread } = engine.connect();
  await expect(startThread()).rejects.toThrow(/managed network.*requirements\.toml.*a\*b/s);
  const command = { command: ["true"], sandboxPolicy: { type: "dangerFullAccess" as const } };
  await expect(client.request("command/exec", command, deadline())).rejects.toThrow(/managed network.*a\*b/s);
});

test("commands of clients are held to the managed network", async () => {
  await using engine = await testEngine({ replies: [] });
  await require(engine.home, "[experimental_network]\nenabled = true\nallowed_domains = ['a.example']\n");
  const { client } = engine.connect();
  const { port } = new URL(engine.model.baseUrl);
  const script = `echo $HTTPS_PROXY; (exec 3<>/dev/tcp/127.0.0.1/${port}) && echo past`;
  const command = { command: ["bash", "-c", script], sandboxPolicy: { type: "dangerFullAccess" as const } };
  const { stdout } = await client.request("command/exec", command, deadline());
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
});

test("features are listed with what the settings make of them, page by page", async () => {
  await using engine = await testEngine({ replies: [], config: "[features]\nundo = true" });
  const { client } = engine.connect();
  const list = (params: ClientParams<"experimentalFeature/list">) =>
    client.request("experimentalFeature/list", params, deadline());
  const all = await list({});
  expect(all.nextCursor).toBeNull();
  expect(all.data[0]).toEqual({
    name: "undo",
    stage: "stable",
    displayName: null,
    description: null,
    announcement: null,
    enabled: true,
    defaultEnabled: false,
  });
  expect(all.data.find(({ name }) => name === "collab")).toMatchObject({
    stage: "beta",
    displayName: "Sub-agents",
    description: expect.any(String),
    announcement: expect.any(String),
  });
  await write(client, { keyPath: "features.undo", value: false });
  const first = await list({ limit: 1 });
  expect([first.data.map(({ enabled }) => enabled), first.nextCursor]).toEqual([[false], "1"]);
  expect((await list({ cursor: "1" })).data).toEqual(all.data.slice(1));
  const beyond = String(all.data.length + 1);
  expect(await refusalOf(list({ cursor: beyond }))).toMatchObject({ code: -32600 });
  await engine.home.write({ "config.toml": "model = [" });
  expect(await refusalOf(list({}))).toMatchObject({ code: -32603 });
});

test("the default model is written to the profile in use, and shows in the saved settings", async () => {
  await using engine = await testEngine({ replies: [], config: 'profile = "p"\n[profiles.p]\nmodel = "x"' });
  const { client } = engine.connect();
  const saved = async () => (await client.request("getUserSavedConfig", undefined, deadline())).config;
  const before = await saved();
  await client.request("setDefaultModel", { model: "gpt-5.2", reasoningEffort: "high" }, deadline());
  const after = await saved();
  expect(after.profiles["p"]).toEqual({
    ...before.profiles["p"],
    model: "gpt-5.2",
    modelReasoningEffort: "high",
  });
  expect({ ...after, profiles: before.profiles }).toEqual(before);
  await client.request("setDefaultModel", {}, deadline());
  expect((await saved()).profiles["p"]).toMatchObject({ model: null, modelReasoningEffort: null });
  await engine.home.write({ "config.toml": "model = [" });
  const refused = await refusalOf(client.request("setDefaultModel", { model: "x" }, deadline()));
  expect(refused).toMatchObject({ code: -32603 });
});

test("the saved settings are those of the files, in the spelling of the older protocol", async () => {
  const config = [
    'approval_policy = "never"',
    "[sandbox_workspace_write]\nnetwork_access = true",
    "[tools]\nweb_search_request = true",
  ];
  const settings = { configOverrides: ['approval_policy="untrusted"'] };
  await using engine = await testEngine({ replies: [], config: config.join("\n"), settings });
  const { client } = engine.connect();
  const answer = await client.request("getUserSavedConfig", undefined, deadline());
  expect(answer.config).toMatchObject({
    approvalPolicy: "never",
    sandboxMode: null,
    sandboxSettings: {
      writableRoots: [],
      networkAccess: true,
      excludeTmpdirEnvVar: false,
      excludeSlashTmp: false,
    },
    tools: { webSearch: true, viewImage: null },
    profiles: {},
  });
});

test("the mock method gives back what it gets", async () => {
  await using engine = await testEngine({ replies: [] });
  const { client } = engine.connect();
  const echo = (value?: string) => client.request("mock/experimentalMethod", { value }, deadline());
  expect([await echo("x"), await echo()]).toEqual([{ echoed: "x" }, { echoed: null }]);
});

test("with settings that cannot be used clients still see the login, the models and the threads", async () => {
  await using engine = await testEngine({ replies: [] });
  await engine.home.write({ "config.toml": "model = 5" });
  const { client } = engine.connect();
  expect(await client.request("account/read", {}, deadline())).toEqual({
    account: null,
    requiresOpenaiAuth: true,
  });
  expect(await client.request("getAuthStatus", {}, deadline())).toMatchObject({ authMethod: null });
  expect(await client.request("userInfo", undefined, deadline())).toEqual({ allegedUserEmail: null });
  expect((await client.request("model/list", {}, deadline())).data).not.toEqual([]);
  expect(await client.request("thread/list", {}, deadline())).toEqual({ data: [], nextCursor: null });
  expect(await client.request("listConversations", {}, deadline())).toEqual({ items: [], nextCursor: null });
  // What could undo a choice of the user's is refused.
  const key = { type: "apiKey" as const, apiKey: "k" };
  expect(await refusalOf(client.request("account/login/start", key, deadline()))).toMatchObject({
    code: -32600,
  });
});
