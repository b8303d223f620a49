import { toThreadId } from "@codex-ts/protocol";
import { tempHome, tempRepo } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { plainRequest, testOptions, testRuntime } from "../test/test-runtime.ts";
import { toSessionOptions } from "./wire-config.ts";

const never = new AbortController().signal;
const threadId = toThreadId("01923456-789a-7fff-bfff-ffffffffffff");

/** The session options that these settings come to. */
async function sessionOptions(config: string) {
  await using home = await tempHome({ model: { baseUrl: "http://127.0.0.1:1/v1" }, config });
  await using repo = await tempRepo({});
  const runtime = await testRuntime(home, repo.path);
  const settings = await runtime.loadSettings(plainRequest, never);
  const options = toSessionOptions(settings, {
    options: testOptions(home, repo.path),
    threadId,
    originator: "runtime_test",
    userInstructions: "be brief",
    initialHistory: { kind: "new" },
    model: "gpt-5.2",
    models: () => [],
    dynamicTools: [],
  });
  return { options, cwd: repo.path, codexHome: home.codexHome };
}

test("settings arrive where the session looks for them", async () => {
  const { options, cwd, codexHome } = await sessionOptions(`
    model = "gpt-5.2"
    model_reasoning_effort = "high"
    model_reasoning_summary = "detailed"
    model_verbosity = "low"
    model_context_window = 1000
    model_auto_compact_token_limit = 900
    model_supports_reasoning_summaries = true
    tool_output_token_limit = 50
    approval_policy = "untrusted"
    sandbox_mode = "danger-full-access"
    show_raw_agent_reasoning = true
    notify = ["notify-send", "codex"]
    developer_instructions = "dev"
    compact_prompt = "short"
  `);
  expect(options).toMatchObject({
    threadId,
    source: "exec",
    originator: "runtime_test",
    version: "0.99.0",
    home: codexHome,
    providerId: "scripted",
    settings: {
      cwd,
      approvalPolicy: "untrusted",
      sandboxPolicy: { type: "danger-full-access" },
      summary: "detailed",
      collaborationMode: {
        mode: "default",
        settings: { model: "gpt-5.2", reasoning_effort: "high", developer_instructions: null },
      },
    },
    instructions: { base: undefined, developer: "dev", user: "be brief", compactPrompt: "short" },
    modelOverrides: {
      contextWindow: 1000,
      autoCompactLimit: 900,
      supportsReasoningSummaries: true,
      verbosity: "low",
      toolOutputTokens: 50,
    },
    shell: { name: "bash" },
    showRawReasoning: true,
    notify: ["notify-send", "codex"],
    isEphemeral: false,
    initialHistory: { kind: "new" },
  });
});

test("features switch tools", async () => {
  const { options } = await sessionOptions(
    "[features]\nunified_exec = false\nshell_tool = false\napply_patch_freeform = true\nrequest_rule = false",
  );
  expect(options.tools).toMatchObject({
    unifiedExec: false,
    shellTool: false,
    freeformPatch: true,
    requestRule: false,
  });
  expect((await sessionOptions("")).options.tools).toMatchObject({ unifiedExec: true, shellTool: true });
});

test("web search may be live only with full access", async () => {
  const { options } = await sessionOptions("");
  expect(options.webSearch).toEqual({ confined: "cached", fullAccess: "live" });
  expect((await sessionOptions('web_search = "disabled"')).options.webSearch).toEqual({
    confined: "disabled",
    fullAccess: "disabled",
  });
});

test("only warnings of the session itself are told as its events", async () => {
  const { options } = await sessionOptions("no_such_key = 1\n[features]\nsearch_tool = true");
  expect(options.startupWarnings).toHaveLength(1);
  expect(options.startupWarnings[0]).toContain("search_tool");
});
