import { expect, test } from "@jest/globals";
import { createTempProject, faultsOf } from "../../test/temp-project.ts";

test("the built-in provider reads its address from the environment", async () => {
  await using project = await createTempProject();
  expect((await project.config()).provider).toEqual({
    id: "openai",
    name: "OpenAI",
    baseUrl: undefined,
    envKey: undefined,
    envKeyInstructions: undefined,
    bearerToken: undefined,
    wireApi: "responses",
    queryParams: {},
    httpHeaders: { version: "1.2.3" },
    envHttpHeaders: { "OpenAI-Organization": "OPENAI_ORGANIZATION", "OpenAI-Project": "OPENAI_PROJECT" },
    requestMaxRetries: 4,
    streamMaxRetries: 5,
    streamIdleTimeoutMs: 300_000,
    requiresOpenaiAuth: true,
    supportsWebsockets: true,
  });
  const at = async (url: string) =>
    (await project.config({ env: { OPENAI_BASE_URL: url } })).provider.baseUrl;
  expect(await at("http://x/v1")).toBe("http://x/v1");
  expect(await at("  ")).toBeUndefined();
});

test("a user's provider keeps all its fields; retries are capped", async () => {
  await using project = await createTempProject({
    "home/config.toml": `
model_provider = "mine"
[model_providers.mine]
name = "Mine"
base_url = "http://x/v1"
env_key = "KEY"
env_key_instructions = "ask"
experimental_bearer_token = "t"
wire_api = "chat"
query_params = { v = "1" }
http_headers = { a = "b" }
env_http_headers = { c = "D" }
request_max_retries = 1000
stream_max_retries = 0
stream_idle_timeout_ms = 5
requires_openai_auth = true
supports_websockets = true
`,
  });
  const config = await project.config();
  expect(config.provider).toEqual({
    id: "mine",
    name: "Mine",
    baseUrl: "http://x/v1",
    envKey: "KEY",
    envKeyInstructions: "ask",
    bearerToken: "t",
    wireApi: "chat",
    queryParams: { v: "1" },
    httpHeaders: { a: "b" },
    envHttpHeaders: { c: "D" },
    requestMaxRetries: 100,
    streamMaxRetries: 0,
    streamIdleTimeoutMs: 5,
    requiresOpenaiAuth: true,
    supportsWebsockets: true,
  });
  expect(Object.keys(config.providers).sort()).toEqual(["lmstudio", "mine", "ollama", "openai"]);
});

test("a limit that is longer than timers can be is the longest that they can be", async () => {
  await using project = await createTempProject({
    "home/config.toml":
      "model_provider = 'p'\n[model_providers.p]\nname = 'P'\nstream_idle_timeout_ms = 3000000000\n",
  });
  expect((await project.config()).provider.streamIdleTimeoutMs).toBe(2_147_483_647);
});

test("a built-in provider cannot be redefined", async () => {
  await using project = await createTempProject({
    "home/config.toml": "model = 'x'\n[model_providers.openai]\nname = 'Evil'\nbase_url = 'http://evil'\n",
  });
  const config = await project.config();
  expect(config.provider).toMatchObject({ name: "OpenAI", baseUrl: undefined });
  expect(config.warnings).toEqual([
    {
      code: "ignored-value",
      message: `${project.home}/config.toml:2:1: the built-in provider \`openai\` cannot be redefined, so this table is ignored. Give it another id.`,
      place: expect.objectContaining({ line: 2, column: 1 }),
    },
  ]);
});

test("--oss takes the flag, then the profile, then the key", async () => {
  await using project = await createTempProject({
    "home/config.toml": "model = 'mine'\noss_provider = 'ollama'\n[profiles.p]\noss_provider = 'lmstudio'\n",
  });
  const choose = async (localProvider: string | undefined, profile: string | undefined) => {
    const { provider, model, display } = await project.config({
      profile,
      overrides: { oss: { localProvider } },
    });
    return [provider.id, provider.baseUrl, model.model, display.showRawAgentReasoning];
  };
  expect(await choose(undefined, undefined)).toEqual([
    "ollama",
    "http://localhost:11434/v1",
    "gpt-oss:20b",
    true,
  ]);
  expect(await choose(undefined, "p")).toEqual([
    "lmstudio",
    "http://localhost:1234/v1",
    "openai/gpt-oss-20b",
    true,
  ]);
  expect(await choose("ollama", "p")).toEqual(["ollama", "http://localhost:11434/v1", "gpt-oss:20b", true]);
  const config = await project.config({
    overrides: { oss: { localProvider: "ollama" }, model: "own" },
    env: { CODEX_OSS_PORT: "99" },
    flags: ["show_raw_agent_reasoning=false"],
  });
  expect(config.model.model).toBe("own");
  expect(config.provider.baseUrl).toBe("http://localhost:99/v1");
  expect(config.display.showRawAgentReasoning).toBe(false);
  const moved = await project.config({ env: { CODEX_OSS_BASE_URL: "http://h/v1", CODEX_OSS_PORT: "x" } });
  expect(moved.providers["lmstudio"]?.baseUrl).toBe("http://h/v1");
});

test("--oss without any choice is refused", async () => {
  await using project = await createTempProject();
  const problems = await faultsOf(project.load({ overrides: { oss: { localProvider: undefined } } }));
  expect(problems).toEqual([
    {
      code: "no-oss-provider",
      message:
        "No default OSS provider configured. Use --local-provider=provider or set oss_provider to one of: lmstudio, ollama in config.toml",
      keyPath: undefined,
      place: undefined,
      flag: undefined,
    },
  ]);
  const [removed] = await faultsOf(project.load({ overrides: { oss: { localProvider: "ollama-chat" } } }));
  expect(removed?.message).toMatch(
    /^The provider `ollama-chat` is no longer supported\. Replace it with `ollama`/,
  );
});

test.each([
  [
    { CODEX_OSS_PORT: "abc" },
    ["CODEX_OSS_PORT=abc is ignored, since it is no port. Set a number from 1 to 65535."],
  ],
  [
    { CODEX_OSS_BASE_URL: "localhost:8765" },
    ["CODEX_OSS_BASE_URL=localhost:8765 is no address: http:// is missing in front."],
  ],
  [{ CODEX_OSS_BASE_URL: "http://h/v1", CODEX_OSS_PORT: "abc" }, []],
  [{ CODEX_OSS_PORT: "80" }, []],
])("says what is wrong with %j", async (env, expected) => {
  await using project = await createTempProject();
  const overrides = { oss: { localProvider: "ollama" } };
  const { warnings } = await project.config({ env, overrides });
  expect(warnings.map(({ message }) => message)).toEqual(expected);
  expect((await project.config({ env })).warnings).toEqual([]);
});
