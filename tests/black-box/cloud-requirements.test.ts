/** What an organisation requires of its members, from a back end on loopback. */
import { reply, say } from "@codex-ts/test-support";
import { chatgptAuthJson, type IdentityServer, identityServer } from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import { openStage, type Stage } from "./stage.ts";

const REQUIREMENTS = "GET /backend-api/wham/config/requirements";
const contents = 'allowed_sandbox_modes = ["read-only"]\n';

/** A home whose user is a member of an organisation with this plan. */
function memberStage(identity: IdentityServer, planType: string, turns: number): Promise<Stage> {
  const tokens = { access: "access-1", refresh: "refresh-1" };
  return openStage({
    replies: Array.from({ length: turns }, () => reply(say("done"))),
    home: {
      provider: { requires_openai_auth: true, env_key: undefined },
      config: `chatgpt_base_url = "${identity.url}/backend-api"`,
      files: { "auth.json": chatgptAuthJson(tokens, new Date().toISOString(), { planType }) },
    },
  });
}

const wide = ["exec", "--sandbox", "danger-full-access", "hi"];

test("requirements of an organisation hold, also when its back end is away", async () => {
  await using identity = await identityServer({ [REQUIREMENTS]: () => ({ json: { contents } }) });
  await using stage = await memberStage(identity, "enterprise", 2);
  const online = await stage.codex(...wide);
  expect(online.stderr).toMatch(/sandbox: read-only/);
  const [request] = identity.requests;
  expect(request?.headers).toMatchObject({
    authorization: "Bearer access-1",
    "chatgpt-account-id": "acc-1",
    originator: "codex_exec",
  });
  expect(identity.requests).toHaveLength(1);
  identity.answer(REQUIREMENTS, () => ({ status: 500 }));
  const offline = await stage.codex(...wide);
  expect(offline.stderr).toMatch(/sandbox: read-only/);
});

test("other plans are not asked for", async () => {
  await using identity = await identityServer({ [REQUIREMENTS]: () => ({ json: { contents } }) });
  await using stage = await memberStage(identity, "plus", 1);
  expect((await stage.codex(...wide)).stderr).toMatch(/sandbox: danger-full-access/);
  expect(identity.requests).toEqual([]);
});
