/** The login with a device code. */
import { identityServer } from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import { awaitDeviceLogin, requestDeviceCode } from "../src/login/device-login.ts";
import { send } from "./send.ts";

const { signal } = new AbortController();
const USER_CODE = "POST /api/accounts/deviceauth/usercode";
const QUESTION = "POST /api/accounts/deviceauth/token";

/** A login whose waits pass at once; `waited` are their lengths. */
async function rig() {
  const identity = await identityServer();
  const waited: number[] = [];
  let now = 0;
  const options = {
    http: send,
    issuer: { url: identity.url, clientId: "client" },
    workspaceId: undefined,
    clock: {
      now: () => now,
      sleep: async (ms: number) => {
        waited.push(ms);
        now += ms;
      },
    },
  };
  return { identity, waited, options, [Symbol.asyncDispose]: () => identity[Symbol.asyncDispose]() };
}

test("asks until the code has been entered, and redeems what it then gets", async () => {
  await using it = await rig();
  it.identity.answer(USER_CODE, () => ({
    json: { device_auth_id: "device-1", usercode: "ABCD-1234", interval: "7" },
  }));
  const code = await requestDeviceCode(it.options, signal);
  expect(code).toMatchObject({
    verificationUrl: `${it.identity.url}/codex/device`,
    userCode: "ABCD-1234",
    intervalMs: 7_000,
  });
  const login = await awaitDeviceLogin(it.options, code, signal);
  expect(it.waited).toEqual([7_000]);
  expect(it.identity.bodies(USER_CODE).map((body) => JSON.parse(body))).toEqual([{ client_id: "client" }]);
  const question = { device_auth_id: "device-1", user_code: "ABCD-1234" };
  expect(it.identity.bodies(QUESTION).map((body) => JSON.parse(body))).toEqual([question, question]);
  expect(
    it.identity.bodies("POST /oauth/token").map((body) => Object.fromEntries(new URLSearchParams(body))),
  ).toEqual([
    {
      grant_type: "authorization_code",
      code: "code-1",
      redirect_uri: `${it.identity.url}/deviceauth/callback`,
      client_id: "client",
      code_verifier: "verifier",
    },
  ]);
  expect(login.tokens?.accessToken.reveal()).toBe("access-1");
  expect(login.apiKey).toBeUndefined();
});

test("nobody who enters the code ends the login after 15 minutes", async () => {
  await using it = await rig();
  it.identity.answer(QUESTION, () => ({ status: 404 }));
  const code = { ...(await requestDeviceCode(it.options, signal)), intervalMs: 60_000 };
  await expect(awaitDeviceLogin(it.options, code, signal)).rejects.toThrow("15 minutes");
  expect(it.waited).toHaveLength(15);
});

test("a server without device codes says so", async () => {
  await using it = await rig();
  it.identity.answer(USER_CODE, () => ({ status: 404 }));
  await expect(requestDeviceCode(it.options, signal)).rejects.toThrow("no device codes");
});

test.each([
  [USER_CODE, { status: 500 }, "status 500"],
  [USER_CODE, { json: { user_code: 5 } }, "not what it should be"],
  [QUESTION, { status: 500 }, "status 500"],
  [QUESTION, { json: {} }, "the code is missing"],
])("%s answered with %j ends the login", async (route, answer, reason) => {
  await using it = await rig();
  it.identity.answer(route, () => answer);
  const login = requestDeviceCode(it.options, signal).then((code) =>
    awaitDeviceLogin(it.options, code, signal),
  );
  await expect(login).rejects.toMatchObject({
    code: "login_failed",
    message: expect.stringContaining(reason),
  });
});

test("a server that is not there is told", async () => {
  await using it = await rig();
  const issuer = { url: "http://127.0.0.1:1", clientId: "client" };
  await expect(requestDeviceCode({ ...it.options, issuer }, signal)).rejects.toThrow("cannot be reached");
});
