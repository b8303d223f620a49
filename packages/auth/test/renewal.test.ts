/** Renewal against a real identity server: what is asked, what is stored, and what is refused. */
import { chmod, readdir, stat } from "node:fs/promises";
import path from "node:path";
import {
  chatgptAuthJson,
  type IdentityServer,
  identityServer,
  idToken,
} from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import type { AuthProvider } from "../src/auth-provider.ts";
import { NOW, type TestManager, testManager } from "./test-manager.ts";

const { signal } = new AbortController();
const DAY = 24 * 60 * 60 * 1000;
const TOKEN = "POST /oauth/token";
const renewed = { json: { access_token: "access-2", refresh_token: "refresh-2" } };

interface Rig extends TestManager {
  readonly identity: IdentityServer;
  readonly provider: AuthProvider;
}

/** A login that was renewed `ageDays` ago, and a server that renews it. */
async function rig(ageDays: number, stored?: string): Promise<Rig> {
  const identity = await identityServer({ [TOKEN]: () => renewed });
  const lastRefresh = new Date(NOW - ageDays * DAY).toISOString();
  const text = stored ?? chatgptAuthJson({ access: "access-1", refresh: "refresh-1" }, lastRefresh);
  const base = await testManager(text, {
    env: { CODEX_REFRESH_TOKEN_URL_OVERRIDE: `${identity.url}/oauth/token` },
  });
  return {
    ...base,
    identity,
    provider: base.manager.providerFor("openai"),
    async [Symbol.asyncDispose]() {
      await base[Symbol.asyncDispose]();
      await identity[Symbol.asyncDispose]();
    },
  };
}

const login = (access: string, account = "acc-1") =>
  chatgptAuthJson({ access, refresh: `refresh-of-${access}` }, new Date(NOW).toISOString(), {
    accountId: account,
  });

const tokenOf = async (provider: AuthProvider) => (await provider.resolve(signal)).token;

test("a login of nine days is renewed beside the work, and stored before it is used", async () => {
  await using at = await rig(9);
  await at.home.writeAuth({ ...(await at.home.readAuth()), of_another_program: { kept: true } });
  expect(await tokenOf(at.provider)).toBe("access-1");
  await at.manager.close();
  expect(await tokenOf(at.provider)).toBe("access-2");
  expect(at.identity.bodies(TOKEN).map((body) => JSON.parse(body))).toEqual([
    {
      client_id: "app_EMoamEEZ73f0CkXaXp7hrann",
      grant_type: "refresh_token",
      refresh_token: "refresh-1",
      scope: "openid profile email",
    },
  ]);
  expect(await at.home.readAuth()).toEqual({
    auth_mode: "chatgpt",
    OPENAI_API_KEY: null,
    tokens: {
      id_token: idToken(),
      access_token: "access-2",
      refresh_token: "refresh-2",
      account_id: "acc-1",
    },
    last_refresh: new Date(NOW).toISOString(),
    of_another_program: { kept: true },
  });
  expect(await readdir(at.home.path)).toEqual(["auth.json"]);
});

test("a login of seven days is left alone", async () => {
  await using at = await rig(7);
  expect(await tokenOf(at.provider)).toBe("access-1");
  await at.manager.close();
  expect(at.identity.requests).toEqual([]);
});

test("an expired access token is renewed before it is used", async () => {
  const expired = `h.${Buffer.from(JSON.stringify({ exp: NOW / 1000 - 1 })).toString("base64url")}.s`;
  await using at = await rig(
    1,
    chatgptAuthJson({ access: expired, refresh: "r" }, new Date(NOW).toISOString()),
  );
  expect(await tokenOf(at.provider)).toBe("access-2");
});

test("a server that fails leaves the old token in use, and is not asked again at once", async () => {
  await using at = await rig(9);
  at.identity.answer(TOKEN, () => ({ status: 500, json: "secret trace" }));
  const before = await at.home.readAuth();
  for (let turn = 0; turn < 3; turn += 1) {
    expect(await tokenOf(at.provider)).toBe("access-1");
    await expect(at.manager.renew(signal)).rejects.toMatchObject({ code: "server_failed" });
    if (turn === 0) expect(at.identity.requests).toHaveLength(1);
  }
  expect(await at.home.readAuth()).toEqual(before);
  const asked = at.identity.requests.length;
  expect(await tokenOf(at.provider)).toBe("access-1");
  await at.manager.close();
  expect(at.identity.requests).toHaveLength(asked);
});

test.each([
  ["no JSON", "<html>secret</html>"],
  ["a list", ["secret"]],
  ["nothing", {}],
  ["a token that is none", { access_token: { secret: true } }],
  ["a token that no header takes", { access_token: "secret\nsecret" }],
  ["an id token that is no JWT", { access_token: "ok", id_token: "secret" }],
])("an answer with %s changes nothing", async (_, json) => {
  await using at = await rig(1);
  at.identity.answer(TOKEN, () => ({ json }));
  const before = await at.home.readAuth();
  await expect(at.manager.renew(signal)).rejects.toMatchObject({
    code: "server_failed",
    message: expect.not.stringContaining("secret"),
  });
  expect(await at.home.readAuth()).toEqual(before);
  expect(await tokenOf(at.provider)).toBe("access-1");
});

test.each([
  [{ error: { code: "refresh_token_expired" } }, "expired"],
  [{ error: "refresh_token_reused" }, "somewhere else"],
  [{ code: "refresh_token_invalidated" }, "withdrawn"],
  [{ error: { code: "of_the_future" } }, "no longer accepts"],
  ["no JSON", "no longer accepts"],
])("a refusal with %j says why and what to do", async (json, reason) => {
  await using at = await rig(1);
  at.identity.answer(TOKEN, () => ({ status: 401, json }));
  await expect(at.manager.renew(signal)).rejects.toMatchObject({
    code: "login_refused",
    message: expect.stringMatching(new RegExp(`${reason}.*log out and sign in again`)),
  });
});

test("of many who need it at once, one asks", async () => {
  await using at = await rig(9);
  const other = at.another();
  await Promise.all([at.manager.renew(signal), at.manager.renew(signal), other.renew(signal)]);
  expect(at.identity.requests).toHaveLength(1);
  expect(await tokenOf(other.providerFor("openai"))).toBe("access-2");
});

test("a refused token is tried again after a reload, then renewed, then given up", async () => {
  await using at = await rig(1);
  const first = await at.provider.resolve(signal);
  expect(await at.provider.recover(first, signal)).toBe(true);
  expect(at.identity.requests).toHaveLength(0);
  expect(await at.provider.recover(first, signal)).toBe(true);
  expect(at.identity.requests).toHaveLength(1);
  const second = await at.provider.resolve(signal);
  expect(second.token).toBe("access-2");
  expect(await at.provider.recover(first, signal)).toBe(true);
  expect(await at.provider.recover(second, signal)).toBe(false);
  expect(at.identity.requests).toHaveLength(1);
  at.advance(DAY);
  expect(await at.provider.recover(second, signal)).toBe(true);
});

test("newer tokens that another program has stored are taken over without asking", async () => {
  await using at = await rig(1);
  const refused = await at.provider.resolve(signal);
  await at.home.writeAuth(login("access-of-other"));
  expect(await at.provider.recover(refused, signal)).toBe(true);
  expect(await tokenOf(at.provider)).toBe("access-of-other");
  expect(at.identity.requests).toEqual([]);
});

test("another account's login is neither used nor overwritten", async () => {
  await using at = await rig(1);
  const refused = await at.provider.resolve(signal);
  await at.home.writeAuth(login("access-of-other", "acc-2"));
  expect(await at.provider.recover(refused, signal)).toBe(true);
  expect(await tokenOf(at.provider)).toBe("access-2");
  expect(await at.home.readAuth()).toMatchObject({ tokens: { access_token: "access-of-other" } });
});

test("a login that was removed does not come back", async () => {
  await using at = await rig(1);
  const refused = await at.provider.resolve(signal);
  await at.another().logout(signal);
  await expect(at.provider.recover(refused, signal)).rejects.toMatchObject({ code: "login_refused" });
  expect(at.identity.requests).toEqual([]);
  expect(await readdir(at.home.path)).toEqual([]);
});

test("a file that became unreadable is neither used nor overwritten", async () => {
  await using at = await rig(1);
  await at.provider.resolve(signal);
  await at.home.writeAuth("{ torn");
  await expect(at.manager.renew(signal)).rejects.toMatchObject({ code: "auth_file_invalid" });
  expect(at.identity.requests).toEqual([]);
  await expect(at.home.readAuth()).rejects.toThrow();
});

test("a program without our lock that was faster is believed", async () => {
  await using at = await rig(1);
  at.identity.answer(TOKEN, async () => {
    await at.home.writeAuth(login("access-of-other"));
    return { status: 401, json: { error: { code: "refresh_token_reused" } } };
  });
  await at.manager.renew(signal);
  expect(await tokenOf(at.provider)).toBe("access-of-other");
});

test("a loose file becomes private when it is written", async () => {
  await using at = await rig(1);
  const file = path.join(at.home.path, "auth.json");
  await chmod(file, 0o644);
  await at.manager.renew(signal);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("an address that is none is told", async () => {
  await using home = await testManager(login("access-1"), {
    env: { CODEX_REFRESH_TOKEN_URL_OVERRIDE: "nonsense" },
  });
  await expect(home.manager.renew(signal)).rejects.toThrow("CODEX_REFRESH_TOKEN_URL_OVERRIDE");
});
