/** Questions to the back end, against a real server. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { chatgptAuthJson, type IdentityServer, identityServer } from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import { type CloudRequirementsContext, fetchCloudRequirements } from "../src/backend/cloud-requirements.ts";
import { readUsage } from "../src/backend/read-usage.ts";
import { requirementsAccount } from "../src/backend/requirements-account.ts";
import type { CodexAuth } from "../src/codex-auth.ts";
import { Secret } from "../src/secret.ts";
import { send } from "./send.ts";
import { NOW, testManager } from "./test-manager.ts";

const { signal } = new AbortController();
const USAGE = "GET /backend-api/wham/usage";
const REQUIREMENTS = "GET /backend-api/wham/config/requirements";

interface Rig extends AsyncDisposable {
  readonly identity: IdentityServer;
  readonly home: string;
  readonly context: CloudRequirementsContext;
}

async function rig(): Promise<Rig> {
  const identity = await identityServer({
    "POST /oauth/token": () => ({ json: { access_token: "access-2" } }),
  });
  const stored = chatgptAuthJson({ access: "access-1", refresh: "refresh-1" }, new Date(NOW).toISOString());
  const base = await testManager(stored, {
    env: { CODEX_REFRESH_TOKEN_URL_OVERRIDE: `${identity.url}/oauth/token` },
  });
  return {
    identity,
    home: base.home.path,
    context: {
      baseUrl: `${identity.url}/backend-api/`,
      http: send,
      auth: base.manager.providerFor("openai"),
      home: base.home.path,
      sleep: async () => undefined,
      createSuffix: () => "new",
    },
    async [Symbol.asyncDispose]() {
      await base[Symbol.asyncDispose]();
      await identity[Symbol.asyncDispose]();
    },
  };
}

test("usage is asked for as the user, and put into the protocol's form", async () => {
  await using it = await rig();
  it.identity.answer(USAGE, () => ({
    json: {
      plan_type: "pro",
      rate_limit: {
        primary_window: { used_percent: 41.6, limit_window_seconds: 18_001, reset_at: 1_800_000_000 },
        secondary_window: { used_percent: 5, limit_window_seconds: 604_800, reset_at: 1_800_000_001 },
      },
      credits: { has_credits: true, unlimited: false, balance: "12.50" },
    },
  }));
  expect(await readUsage(it.context, signal)).toEqual({
    planType: "pro",
    primary: { usedPercent: 42, windowDurationMins: 301, resetsAt: 1_800_000_000 },
    secondary: { usedPercent: 5, windowDurationMins: 10_080, resetsAt: 1_800_000_001 },
    credits: { hasCredits: true, unlimited: false, balance: "12.50" },
  });
  const [request] = it.identity.requests;
  expect(request?.headers).toMatchObject({ authorization: "Bearer access-1", "chatgpt-account-id": "acc-1" });
});

test("what usage does not say is null", async () => {
  await using it = await rig();
  it.identity.answer(USAGE, () => ({
    json: { plan_type: "of the future", rate_limit: { primary_window: { used_percent: "many" } } },
  }));
  expect(await readUsage(it.context, signal)).toEqual({
    planType: "unknown",
    primary: null,
    secondary: null,
    credits: null,
  });
});

test("a refused token is renewed on the way", async () => {
  await using it = await rig();
  it.identity.answer(USAGE, ({ headers }) =>
    headers.authorization === "Bearer access-2" ? { json: {} } : { status: 401 },
  );
  await readUsage(it.context, signal);
  expect(it.identity.requests.map(({ route }) => route)).toEqual([USAGE, USAGE, "POST /oauth/token", USAGE]);
});

test.each([
  [{ status: 503, json: "secret" }, "status 503"],
  [{ json: "secret" }, "not a JSON object"],
])("an answer %j is a failure that quotes nothing", async (answer, reason) => {
  await using it = await rig();
  it.identity.answer(USAGE, () => answer);
  await expect(readUsage(it.context, signal)).rejects.toThrow(reason);
  await expect(readUsage(it.context, signal)).rejects.not.toThrow("secret");
});

const account = { accountId: "acc-1", userId: "user-1" };
const contents = 'allowed_sandbox_modes = ["read-only"]\n';

test("requirements hold when the back end is away, for the same account, user and server only", async () => {
  await using it = await rig();
  it.identity.answer(REQUIREMENTS, () => ({ json: { contents } }));
  expect(await fetchCloudRequirements(it.context, account, signal)).toBe(contents);
  it.identity.answer(REQUIREMENTS, () => ({ status: 500 }));
  expect(await fetchCloudRequirements(it.context, account, signal)).toBe(contents);
  expect(it.identity.requests).toHaveLength(6);
  for (const other of [
    { ...account, accountId: "acc-2" },
    { ...account, userId: "user-2" },
  ]) {
    expect(await fetchCloudRequirements(it.context, other, signal)).toBeUndefined();
  }
  const elsewhere = { ...it.context, baseUrl: `${it.context.baseUrl}/elsewhere` };
  expect(await fetchCloudRequirements(elsewhere, account, signal)).toBeUndefined();
});

test("requirements that were lifted do not come back", async () => {
  await using it = await rig();
  it.identity.answer(REQUIREMENTS, () => ({ json: { contents } }));
  await fetchCloudRequirements(it.context, account, signal);
  it.identity.answer(REQUIREMENTS, () => ({ json: { contents: null } }));
  expect(await fetchCloudRequirements(it.context, account, signal)).toBeUndefined();
  it.identity.answer(REQUIREMENTS, () => ({ status: 500 }));
  expect(await fetchCloudRequirements(it.context, account, signal)).toBeUndefined();
});

test.each([
  ["of a wrong type", { json: { contents: 5 } }],
  ["cut off", { json: '{"contents": "allowed' }],
])("an answer that is %s lifts nothing", async (_, answer) => {
  await using it = await rig();
  it.identity.answer(REQUIREMENTS, () => ({ json: { contents } }));
  await fetchCloudRequirements(it.context, account, signal);
  it.identity.answer(REQUIREMENTS, () => answer);
  expect(await fetchCloudRequirements(it.context, account, signal)).toBe(contents);
});

test.each([
  ["changed by hand", JSON.stringify({ contents: "", signature: "00" })],
  ["torn", '{"contents": "allo'],
])("a kept answer that was %s does not count", async (_, text) => {
  await using it = await rig();
  it.identity.answer(REQUIREMENTS, () => ({ status: 500 }));
  await writeFile(path.join(it.home, "cloud_requirements.json"), text);
  expect(await fetchCloudRequirements(it.context, account, signal)).toBeUndefined();
});

test("only members of organisations have requirements", () => {
  const auth = (planType: string): CodexAuth => ({
    mode: "chatgpt",
    accessToken: new Secret("a"),
    accountId: "acc-1",
    userId: "user-1",
    email: undefined,
    planType,
  });
  expect(["business", "Enterprise"].map((plan) => requirementsAccount(auth(plan)))).toEqual([
    account,
    account,
  ]);
  expect(["plus", "team", "unknown"].map((plan) => requirementsAccount(auth(plan)))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(requirementsAccount({ mode: "apikey", key: new Secret("k") })).toBeUndefined();
});
