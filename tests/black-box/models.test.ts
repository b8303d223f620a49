/** The model list of the server, seen through whole runs with a ChatGPT login. */
import {
  type Replies,
  reply,
  replyWith,
  runProgram,
  type ScriptedModel,
  type ScriptedModelOptions,
  say,
  scriptedModel,
  type TempHome,
  tempHome,
  tempRepo,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { CODEX } from "./stage.ts";

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const TOKEN = [
  base64({ alg: "none" }),
  base64({
    email: "a@example.com",
    exp: 4_102_444_800,
    "https://api.openai.com/auth": { chatgpt_plan_type: "pro", chatgpt_account_id: "acc" },
  }),
  "sig",
].join(".");
const AUTH = JSON.stringify({
  tokens: { id_token: TOKEN, access_token: TOKEN, refresh_token: "r", account_id: "acc" },
  last_refresh: new Date().toISOString(),
});

const NEWEST: NonNullable<ScriptedModelOptions["models"]>[number] = {
  slug: "zeta-9",
  display_name: "Zeta",
  supported_reasoning_levels: [],
  shell_type: "shell_command",
  visibility: "list",
  supported_in_api: true,
  priority: -1,
  base_instructions: "You are Zeta.",
  supports_reasoning_summaries: false,
  support_verbosity: false,
  truncation_policy: { mode: "bytes", limit: 10_000 },
  supports_parallel_tool_calls: false,
  effective_context_window_percent: 95,
  experimental_supported_tools: [],
  input_modalities: ["text"],
  prefer_websockets: false,
};

interface Rig {
  readonly model: ScriptedModel;
  readonly home: TempHome;
  readonly exec: (...args: readonly string[]) => ReturnType<typeof runProgram>;
}

/** The built-in provider, whose address leads to the script; a list that the script serves with `etag`. */
async function withRig(
  options: { readonly replies: Replies; readonly etags: readonly string[]; readonly auth?: string },
  run: (rig: Rig) => Promise<void>,
): Promise<void> {
  await using model = await scriptedModel(options.replies, { models: [NEWEST], etags: options.etags });
  await using home = await tempHome({ files: { "auth.json": options.auth ?? AUTH } });
  await using repo = await tempRepo({ "README.md": "hello\n" });
  const env = { ...home.env, OPENAI_BASE_URL: model.baseUrl };
  const exec = (...args: readonly string[]) =>
    runProgram([CODEX, "exec", ...args], {
      cwd: repo.path,
      env,
      stdin: "ignore",
      signal: AbortSignal.timeout(15_000),
    });
  await run({ model, home, exec });
  model.verify();
}

test("one request for the list; the next start takes it from the file; a new mark brings a new list", async () => {
  const marked = (etag: string) => replyWith({ headers: { "x-models-etag": etag } }, say("hi"));
  await withRig({ replies: [marked("e1"), marked("e1"), marked("e2")], etags: ["e1", "e2"] }, async (rig) => {
    expect(await rig.exec("one")).toMatchObject({ code: 0, stdout: "hi\n" });
    expect(rig.model.catalogueRequests.map(({ query }) => query)).toEqual(["client_version=0.99.0"]);
    expect(rig.model.request(0).body).toMatchObject({ model: "zeta-9", instructions: "You are Zeta." });
    const cache = JSON.parse(await rig.home.read("models_cache.json")) as object;
    expect(Object.keys(cache)).toEqual(["fetched_at", "etag", "client_version", "models"]);
    expect(cache).toMatchObject({ etag: "e1", client_version: "0.99.0", models: [{ slug: "zeta-9" }] });

    expect((await rig.exec("two")).code).toBe(0);
    expect(rig.model.catalogueRequests).toHaveLength(1);

    expect((await rig.exec("three")).code).toBe(0);
    expect(rig.model.catalogueRequests).toHaveLength(2);
    expect(JSON.parse(await rig.home.read("models_cache.json"))).toMatchObject({ etag: "e2" });
  });
});

test("a key asks for no list, and an unknown model of OpenAI is a warning", async () => {
  const auth = JSON.stringify({ OPENAI_API_KEY: "sk-test" });
  await withRig({ replies: [reply(say("a")), reply(say("b"))], etags: [], auth }, async (rig) => {
    expect((await rig.exec("one")).stderr).not.toContain("catalogue");
    const unknown = await rig.exec("-m", "gpt-4o", "two");
    expect(unknown.stderr).toContain("The model gpt-4o is not in the catalogue");
    expect(rig.model.requests.map(({ body }) => body?.["model"])).toEqual(["gpt-5.2-codex", "gpt-4o"]);
    expect(rig.model.catalogueRequests).toEqual([]);
  });
});

test("without the feature remote_models nothing is looked up", async () => {
  await withRig({ replies: [reply(say("a"))], etags: [] }, async (rig) => {
    await rig.exec("--disable", "remote_models", "-m", "gpt-5.2-codex-foo", "one");
    expect(rig.model.request(0).body?.["model"]).toBe("gpt-5.2-codex-foo");
    expect(rig.model.catalogueRequests).toEqual([]);
  });
});
