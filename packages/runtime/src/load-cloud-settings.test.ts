import { createDeferred } from "@codex-ts/std";
import { tempHome, tempRepo } from "@codex-ts/test-support";
import { chatgptAuthJson, identityServer } from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import { plainRequest, testRuntime } from "../test/test-runtime.ts";

const REQUIREMENTS = "GET /backend-api/wham/config/requirements";
const contents = 'allowed_sandbox_modes = ["read-only"]\n';
const signal = AbortSignal.timeout(20_000);

/** What a runtime for a member of an organisation allows, when a project or a client names another server. */
async function rig(projectConfig: string) {
  await using stack = new AsyncDisposableStack();
  const identity = stack.use(await identityServer({ [REQUIREMENTS]: () => ({ json: { contents } }) }));
  const repo = stack.use(await tempRepo({ ".codex/config.toml": projectConfig }));
  const tokens = { access: "access-1", refresh: "refresh-1" };
  const auth = chatgptAuthJson(tokens, new Date().toISOString(), { planType: "enterprise" });
  const home = stack.use(
    await tempHome({
      model: { baseUrl: "http://127.0.0.1:1/v1" },
      config: [
        `chatgpt_base_url = "${identity.url}/backend-api"`,
        `[projects.${JSON.stringify(repo.path)}]`,
        'trust_level = "trusted"',
      ].join("\n"),
      files: { "auth.json": auth },
    }),
  );
  const runtime = await testRuntime(home, home.home);
  stack.defer(() => runtime.close());
  const kept = stack.move();
  return { runtime, repo, identity, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

const wide = { ...plainRequest, overrides: { sandboxMode: "danger-full-access" } } as const;
const elsewhere = { chatgpt_base_url: "http://127.0.0.1:1/backend-api" };

test.each([
  ["the back end", 'chatgpt_base_url = "http://127.0.0.1:1/backend-api"', elsewhere],
  [
    "the store of logins",
    'cli_auth_credentials_store = "keyring"',
    { cli_auth_credentials_store: "keyring" },
  ],
])("neither a project nor a client changes %s that requirements come from", async (_, project, config) => {
  await using it = await rig(project);
  const inProject = await it.runtime.loadSettings({ ...wide, cwd: it.repo.path }, signal);
  expect(inProject.layers.map(({ source }) => source.type)).toContain("project");
  expect(inProject.policies.sandboxMode).toBe("read-only");
  const asked = await it.runtime.loadSettings({ ...wide, config }, signal);
  expect(asked.policies.sandboxMode).toBe("read-only");
});

test("who gives up waiting takes nothing from others who wait for the same requirements", async () => {
  await using it = await rig("");
  const waiting = createDeferred<void>();
  const asked = createDeferred<void>();
  it.identity.answer(REQUIREMENTS, async () => {
    asked.resolve();
    await waiting.promise;
    return { json: { contents } };
  });
  const hasty = new AbortController();
  const given = it.runtime.loadSettings(wide, hasty.signal);
  const patient = it.runtime.loadSettings(wide, signal);
  await asked.promise;
  hasty.abort(new Error("enough"));
  await expect(given).rejects.toThrow("enough");
  waiting.resolve();
  expect((await patient).policies.sandboxMode).toBe("read-only");
  expect(it.identity.requests).toHaveLength(1);
});
