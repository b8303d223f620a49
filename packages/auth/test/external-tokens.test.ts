/** Tokens that a client lends. */
import { type TokenOwner, unsignedJwt } from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import type { AskForTokens, ExternalTokens } from "../src/external-tokens.ts";
import { Secret } from "../src/secret.ts";
import { testManager } from "./test-manager.ts";

const { signal } = new AbortController();

const lent = (name: string, { accountId = "acc-1" }: TokenOwner = {}): ExternalTokens => ({
  accessToken: new Secret(unsignedJwt({ name, email: "ada@example.com" })),
  accountId,
  planType: "pro",
});

const nothing: AskForTokens = async () => undefined;

test("they are used, in memory only, and look like any ChatGPT login", async () => {
  await using rig = await testManager({ OPENAI_API_KEY: "sk-stored" });
  const tokens = lent("one");
  rig.manager.lend(tokens, nothing, "acc-1");
  const provider = rig.manager.providerFor("openai");
  expect(await provider.resolve(signal)).toEqual({
    mode: "chatgpt",
    token: tokens.accessToken.reveal(),
    accountId: "acc-1",
  });
  expect(await provider.current(signal)).toMatchObject({
    source: "external",
    auth: { email: "ada@example.com", planType: "pro" },
  });
  expect(await rig.home.readAuth()).toEqual({ OPENAI_API_KEY: "sk-stored" });
  expect(await rig.manager.logout(signal)).toBe(true);
  expect((await provider.resolve(signal)).mode).toBe("none");
});

test("refused ones are asked for once, however many requests need others", async () => {
  await using rig = await testManager(undefined);
  const asked: unknown[] = [];
  const ask: AskForTokens = async (request) => {
    asked.push(request);
    return lent("two");
  };
  rig.manager.lend(lent("one"), ask, undefined);
  const provider = rig.manager.providerFor("openai");
  const refused = await provider.resolve(signal);
  expect(await Promise.all([provider.recover(refused, signal), provider.recover(refused, signal)])).toEqual([
    true,
    true,
  ]);
  expect(asked).toEqual([{ reason: "unauthorized", previousAccountId: "acc-1" }]);
  const second = await provider.resolve(signal);
  expect(second.token).toBe(lent("two").accessToken.reveal());
  expect(await provider.recover(second, signal)).toBe(false);
  rig.advance(60_000);
  expect(await provider.recover(second, signal)).toBe(true);
  await expect(rig.home.readAuth()).rejects.toMatchObject({ code: "ENOENT" });
});

test.each([
  ["has none", nothing, "login_refused"],
  ["fails", () => Promise.reject(new Error("gone")), "login_refused"],
  ["gives those of another workspace", async () => lent("two", { accountId: "acc-2" }), "login_refused"],
  ["gives what is no token", async () => ({ ...lent("two"), accessToken: new Secret("x") }), "login_failed"],
])("a client that %s is told apart", async (_, ask, code) => {
  await using rig = await testManager(undefined);
  rig.manager.lend(lent("one"), ask, "acc-1");
  const provider = rig.manager.providerFor("openai");
  const refused = await provider.resolve(signal);
  await expect(provider.recover(refused, signal)).rejects.toMatchObject({ code });
  expect(await provider.resolve(signal)).toEqual(refused);
});

test("tokens of a workspace that is not allowed are not taken", async () => {
  await using rig = await testManager(undefined);
  expect(() => rig.manager.lend(lent("one"), nothing, "acc-2")).toThrow("forced_chatgpt_workspace_id");
  expect((await rig.manager.providerFor("openai").resolve(signal)).mode).toBe("none");
});
