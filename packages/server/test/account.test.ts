/** The account over the protocol, against an identity and back-end server. */

import { reply, say, status } from "@codex-ts/test-support";
import { type IdentityServer, identityServer, unsignedJwt } from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import { deadline, type TestEngine, testEngine } from "./test-engine.ts";

const NO_LOGIN = "00000000-0000-4000-8000-000000000000";

/** An engine whose provider wants OpenAI's login; lines of `config` come before the provider. */
async function accountEngine(
  config = "",
  replies: Parameters<typeof testEngine>[0]["replies"] = [],
): Promise<TestEngine> {
  return testEngine({ replies, config, provider: { requires_openai_auth: true, env_key: undefined } });
}

const methodsOf = (told: readonly { readonly method: string; readonly params: unknown }[]) =>
  told
    .filter(({ method }) => method.startsWith("account/"))
    .map(({ method, params }) => ({ method, params }));

test("a key is stored, shown and removed, and everybody is told", async () => {
  await using engine = await accountEngine();
  const client = engine.connect();
  const request = client.client.request;
  expect(await request("account/read", { refreshToken: false }, deadline())).toEqual({
    account: null,
    requiresOpenaiAuth: true,
  });
  expect(await request("account/login/start", { type: "apiKey", apiKey: "sk-test" }, deadline())).toEqual({
    type: "apiKey",
  });
  expect(await request("account/read", { refreshToken: true }, deadline())).toMatchObject({
    account: { type: "apiKey" },
  });
  expect(await request("getAuthStatus", {}, deadline())).toEqual({
    authMethod: "apikey",
    authToken: null,
    requiresOpenaiAuth: true,
  });
  expect(await request("getAuthStatus", { includeToken: true }, deadline())).toMatchObject({
    authToken: "sk-test",
  });
  expect(JSON.parse(await engine.home.read("auth.json"))).toEqual({
    auth_mode: "apikey",
    OPENAI_API_KEY: "sk-test",
  });
  await expect(request("account/rateLimits/read", undefined, deadline())).rejects.toMatchObject({
    code: -32600,
  });
  expect(await request("account/logout", undefined, deadline())).toEqual({});
  expect(await request("account/read", { refreshToken: false }, deadline())).toMatchObject({ account: null });
  await client.first("account/updated", ({ authMode }) => authMode === null);
  expect(methodsOf(client.told)).toEqual([
    { method: "account/login/completed", params: { loginId: null, success: true, error: null } },
    { method: "account/updated", params: { authMode: "apikey" } },
    { method: "account/updated", params: { authMode: null } },
  ]);
});

test("a provider that needs no account shows none", async () => {
  await using engine = await testEngine({ replies: [] });
  await engine.home.write({ "auth.json": '{"OPENAI_API_KEY": "sk"}' });
  const { client } = engine.connect();
  const none = { account: null, requiresOpenaiAuth: false };
  expect(await client.request("account/read", { refreshToken: false }, deadline())).toEqual(none);
  expect(await client.request("getAuthStatus", { includeToken: true }, deadline())).toEqual({
    authMethod: null,
    authToken: null,
    requiresOpenaiAuth: false,
  });
});

test.each([
  ["bad", { code: -32600 }],
  [NO_LOGIN, { status: "notFound" }],
])("cancelling the login %s", async (loginId, outcome) => {
  await using engine = await accountEngine();
  const { client } = engine.connect();
  const answer = client.request("account/login/cancel", { loginId }, deadline());
  expect(await answer.catch((error: unknown) => error)).toMatchObject(outcome);
});

test.each([
  ['forced_login_method = "chatgpt"', { type: "apiKey", apiKey: "sk" } as const],
  ['forced_login_method = "api"', { type: "chatgpt" } as const],
])("with %s other ways are refused", async (config, params) => {
  await using engine = await accountEngine(config);
  const { client } = engine.connect();
  await expect(client.request("account/login/start", params, deadline())).rejects.toMatchObject({
    code: -32600,
    message: expect.stringContaining("forced_login_method"),
  });
});

const lent = (name: string, accountId = "acc-1") =>
  ({
    type: "chatgptAuthTokens",
    accessToken: unsignedJwt({ name, email: "ada@example.com" }),
    chatgptAccountId: accountId,
    chatgptPlanType: "pro",
  }) as const;

async function usageServer(): Promise<IdentityServer> {
  return identityServer({
    "GET /backend-api/wham/usage": () => ({
      json: {
        plan_type: "pro",
        rate_limit: { primary_window: { used_percent: 7, limit_window_seconds: 60 } },
      },
    }),
  });
}

test("lent tokens look like ChatGPT, pay for limits, and are renewed by the client", async () => {
  await using identity = await usageServer();
  let isRenewed = false;
  identity.answer("GET /backend-api/wham/usage", ({ headers }) =>
    headers.authorization === `Bearer ${lent("two").accessToken}`
      ? { json: { plan_type: "pro", rate_limit: { primary_window: { used_percent: 7 } } } }
      : { status: 401 },
  );
  await using engine = await accountEngine(`chatgpt_base_url = "${identity.url}/backend-api"`);
  const client = engine.connect({
    "account/chatgptAuthTokens/refresh": async (params) => {
      expect(params).toEqual({ reason: "unauthorized", previousAccountId: "acc-1" });
      isRenewed = true;
      const { accessToken, chatgptAccountId, chatgptPlanType } = lent("two");
      return { accessToken, chatgptAccountId, chatgptPlanType };
    },
  });
  const { request } = client.client;
  expect(await request("account/login/start", lent("one"), deadline())).toEqual({
    type: "chatgptAuthTokens",
  });
  expect(await request("account/read", { refreshToken: true }, deadline())).toEqual({
    account: { type: "chatgpt", email: "ada@example.com", planType: "pro" },
    requiresOpenaiAuth: true,
  });
  expect(await request("getAuthStatus", {}, deadline())).toMatchObject({ authMethod: "chatgptAuthTokens" });
  expect(await request("userInfo", undefined, deadline())).toEqual({ allegedUserEmail: "ada@example.com" });
  expect(await request("account/rateLimits/read", undefined, deadline())).toMatchObject({
    rateLimits: { planType: "pro", primary: { usedPercent: 7 } },
  });
  expect(isRenewed).toBe(true);
  const other = request("account/login/start", { type: "apiKey", apiKey: "sk" }, deadline());
  await expect(other).rejects.toMatchObject({ code: -32600 });
  await expect(engine.home.read("auth.json")).rejects.toMatchObject({ code: "ENOENT" });
});

test.each([
  ["of another workspace", lent("one", "acc-2"), -32600],
  ["that are none", { ...lent("one"), accessToken: "nonsense" }, -32603],
])("tokens %s are refused", async (_, params, code) => {
  await using engine = await accountEngine('forced_chatgpt_workspace_id = "acc-1"');
  const { client } = engine.connect();
  await expect(client.request("account/login/start", params, deadline())).rejects.toMatchObject({ code });
});

test("a turn whose lent tokens are refused asks the client, and goes on", async () => {
  let refusals = 0;
  await using engine = await accountEngine("", [status(401, {}), reply(say("done"))]);
  const client = engine.connect({
    "account/chatgptAuthTokens/refresh": async () => {
      refusals += 1;
      return { accessToken: lent("two").accessToken, chatgptAccountId: "acc-1", chatgptPlanType: null };
    },
  });
  await client.client.request("account/login/start", lent("one"), deadline());
  const threadId = await client.startThread();
  expect((await client.runTurn(threadId, "hi")).status).toBe("completed");
  const sent = [0, 1].map((index) => engine.model.request(index).headers["authorization"]);
  expect(sent).toEqual([lent("one"), lent("two")].map(({ accessToken }) => `Bearer ${accessToken}`));
  expect(refusals).toBe(1);
});

test("clients of the older protocol log in and out by their own names", async () => {
  await using engine = await accountEngine();
  const client = engine.connect();
  const { request } = client.client;
  expect(await request("loginApiKey", { apiKey: "sk-old" }, deadline())).toEqual({});
  expect(JSON.parse(await engine.home.read("auth.json"))).toMatchObject({ OPENAI_API_KEY: "sk-old" });
  await expect(request("cancelLoginChatGpt", { loginId: NO_LOGIN }, deadline())).rejects.toMatchObject({
    code: -32600,
  });
  expect(await request("logoutChatGpt", undefined, deadline())).toEqual({});
  await client.first("authStatusChange", ({ authMethod }) => authMethod === null);
  expect(client.all("authStatusChange")).toEqual([{ authMethod: "apikey" }, { authMethod: null }]);
});
