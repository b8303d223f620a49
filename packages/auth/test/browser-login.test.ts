/** The login in a browser, driven by plain HTTP: we are the browser. */
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { type IdentityServer, identityServer, idToken } from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import { AuthError } from "../src/errors.ts";
import {
  type BrowserLogin,
  type BrowserLoginOptions,
  startBrowserLogin,
} from "../src/login/browser-login.ts";
import type { StoredLogin } from "../src/storage/stored-login.ts";
import { send } from "./send.ts";
import { NOW } from "./test-manager.ts";

interface Rig extends AsyncDisposable {
  readonly identity: IdentityServer;
  readonly login: BrowserLogin;
  readonly saved: StoredLogin[];
  readonly user: AbortController;
}

async function rig(changes: Partial<BrowserLoginOptions> = {}): Promise<Rig> {
  await using stack = new AsyncDisposableStack();
  const identity = stack.use(await identityServer());
  const saved: StoredLogin[] = [];
  const user = new AbortController();
  let seed = 0;
  const login = await startBrowserLogin(
    {
      http: send,
      issuer: { url: identity.url, clientId: "client" },
      workspaceId: undefined,
      clock: { now: () => NOW },
      originator: "test",
      randomBytes: (size) => {
        seed += 1;
        return new Uint8Array(size).fill(seed);
      },
      save: async (each) => void saved.push(each),
      port: 0,
      ...changes,
    },
    user.signal,
  );
  login.finished.catch(() => undefined);
  const kept = stack.move();
  return {
    identity,
    login,
    saved,
    user,
    async [Symbol.asyncDispose]() {
      user.abort();
      await login.finished.catch(() => undefined);
      await kept.disposeAsync();
    },
  };
}

const at = ({ login }: Rig, path: string) => `http://127.0.0.1:${login.port}${path}`;
const stateOf = ({ login }: Rig) => new URL(login.authUrl).searchParams.get("state");

test("the address says who asks, and keeps the verifier to itself", async () => {
  await using it = await rig({ workspaceId: "acc-1" });
  const url = new URL(it.login.authUrl);
  expect(`${url.origin}${url.pathname}`).toBe(`${it.identity.url}/oauth/authorize`);
  const state = Buffer.from(new Uint8Array(32).fill(2)).toString("base64url");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    response_type: "code",
    client_id: "client",
    redirect_uri: `http://localhost:${it.login.port}/auth/callback`,
    scope: "openid profile email offline_access",
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: "S256",
    id_token_add_organizations: "true",
    codex_cli_simplified_flow: "true",
    state,
    originator: "test",
    allowed_workspace_id: "acc-1",
  });
});

test("a browser that comes back is logged in, and sees a page that loads nothing", async () => {
  await using it = await rig();
  const page = await fetch(it.login.authUrl);
  expect([page.status, page.url]).toEqual([200, at(it, "/success").replace("127.0.0.1", "localhost")]);
  const html = await page.text();
  expect(html).toContain("You are logged in");
  expect(html).not.toMatch(/https?:|src=|@import/);
  await it.login.finished;
  const [exchange = "", keyExchange = ""] = it.identity.bodies("POST /oauth/token");
  expect(Object.fromEntries(new URLSearchParams(exchange))).toEqual({
    grant_type: "authorization_code",
    code: "code-1",
    redirect_uri: `http://localhost:${it.login.port}/auth/callback`,
    client_id: "client",
    code_verifier: Buffer.from(new Uint8Array(64).fill(1)).toString("base64url"),
  });
  expect(Object.fromEntries(new URLSearchParams(keyExchange))).toEqual({
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    client_id: "client",
    requested_token: "openai-api-key",
    subject_token: idToken(),
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
  });
  expect(
    it.saved.map(({ mode, tokens, apiKey, lastRefresh }) => [
      mode,
      tokens?.accessToken.reveal(),
      tokens?.refreshToken.reveal(),
      tokens?.accountId,
      apiKey,
      lastRefresh,
    ]),
  ).toEqual([["chatgpt", "access-1", "refresh-1", "acc-1", undefined, NOW]]);
  await expect(fetch(at(it, "/success"))).rejects.toThrow();
});

test("answers that are not ours are refused, and the right one still counts", async () => {
  await using it = await rig();
  const refused = [
    await fetch(at(it, "/auth/callback?code=x&state=wrong")),
    await fetch(at(it, "/auth/callback?code=x")),
    await fetch(at(it, "/elsewhere")),
    await fetch(at(it, "//")),
    await fetch(at(it, "/success")),
    await fetch(at(it, `/auth/callback?code=x&state=${stateOf(it)}`), { method: "POST" }),
    await fetch(at(it, "/cancel"), { headers: { "sec-fetch-site": "cross-site" } }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([400, 400, 404, 404, 404, 404, 403]);
  expect(it.identity.bodies("POST /oauth/token")).toEqual([]);
  await fetch(it.login.authUrl);
  await it.login.finished;
});

test.each([
  ["error=access_denied&error_description=No%1B[31m<b>way", "No [31m&#60;b&#62;way", "No [31m<b>way"],
  ["", "sent no code", "sent no code"],
])("a refusal (%s) is shown in the browser and told to the program", async (query, shown, told) => {
  await using it = await rig();
  const page = await fetch(at(it, `/auth/callback?state=${stateOf(it)}&${query}`));
  expect(page.status).toBe(400);
  expect(await page.text()).toContain(shown);
  await expect(it.login.finished).rejects.toMatchObject({
    code: "login_failed",
    message: expect.stringContaining(told),
  });
});

test.each([
  ["a server error", { status: 500, json: "secret" }, "status 500"],
  ["garbage", { json: "secret" }, "not a JSON object"],
  ["half of the tokens", { json: { id_token: "secret" } }, "missing"],
])("%s instead of tokens ends the login", async (_, answer, reason) => {
  await using it = await rig();
  it.identity.answer("POST /oauth/token", () => answer);
  const page = await fetch(it.login.authUrl);
  expect(page.status).toBe(500);
  const html = await page.text();
  expect(html).toContain(reason);
  expect(html).not.toContain("secret");
  await expect(it.login.finished).rejects.toThrow(reason);
  expect(it.saved).toEqual([]);
});

test("a login for another workspace is not stored", async () => {
  await using it = await rig({ workspaceId: "acc-other" });
  expect(await (await fetch(it.login.authUrl)).text()).toContain("acc-other");
  await expect(it.login.finished).rejects.toThrow("forced_chatgpt_workspace_id");
  expect(it.saved).toEqual([]);
});

test("a login that cannot be stored is told in both places", async () => {
  const save = async () => {
    throw new AuthError("store_failed", "the disk is full");
  };
  await using it = await rig({ save });
  expect(await (await fetch(it.login.authUrl)).text()).toContain("the disk is full");
  await expect(it.login.finished).rejects.toThrow("the disk is full");
});

test("a browser that goes away while the code is redeemed does not keep a refusal from us", async () => {
  const asked = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  await using it = await rig({
    async http() {
      asked.resolve();
      await gone.promise;
      throw new AuthError("login_failed", "refused");
    },
  });
  const browser = request(at(it, `/auth/callback?code=x&state=${stateOf(it)}`)).end();
  browser.once("error", () => undefined);
  await asked.promise;
  browser.destroy();
  // The server sees them in order: this one is answered after the other is known to be gone.
  await fetch(at(it, "/elsewhere"));
  gone.resolve();
  await expect(it.login.finished).rejects.toThrow("refused");
});

test("a key that belongs to the login is stored with it", async () => {
  await using it = await rig();
  it.identity.answer("POST /oauth/token", ({ body }) => ({
    json: body.includes("token-exchange")
      ? { access_token: "sk-of-login" }
      : { id_token: idToken(), access_token: "access-1", refresh_token: "refresh-1" },
  }));
  await fetch(it.login.authUrl);
  await it.login.finished;
  expect(it.saved[0]?.apiKey?.reveal()).toBe("sk-of-login");
});

test("a newer login takes the port over, and the older one ends", async () => {
  await using old = await rig();
  await using fresh = await rig({ port: old.login.port });
  expect(fresh.login.port).toBe(old.login.port);
  await expect(old.login.finished).rejects.toThrow("Login cancelled");
  await fetch(fresh.login.authUrl);
  await fresh.login.finished;
});

test("a port that another program keeps is told after some tries", async () => {
  const other = createServer((_, response) => response.end());
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  await expect(rig({ port })).rejects.toThrow(`port ${port} is in use`);
  other.close();
}, 10_000);

test("a user who gives up lets go of the port", async () => {
  await using it = await rig();
  it.user.abort("gave up");
  await expect(it.login.finished).rejects.toBe("gave up");
  await expect(fetch(at(it, "/success"))).rejects.toThrow();
});

test("a user who gives up while the port is taken does not wait for it", async () => {
  const user = new AbortController();
  const other = createServer(() => user.abort("gave up"));
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { bindCallbackPort } = await import("../src/login/bind-callback-port.ts");
  const { port } = other.address() as AddressInfo;
  await expect(bindCallbackPort(createServer(), port, user.signal)).rejects.toBe("gave up");
  other.closeAllConnections();
  other.close();
});
