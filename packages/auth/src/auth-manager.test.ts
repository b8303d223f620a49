import { inspect } from "node:util";
import { expect, test } from "@jest/globals";
import { chatgptTokens } from "../test/temp-codex-home.ts";
import { testManager } from "../test/test-manager.ts";
import type { AuthManager, AuthManagerOptions } from "./auth-manager.ts";
import type { ResolvedAuth } from "./codex-auth.ts";
import { toApiKeyLogin } from "./login/api-key-login.ts";

const { signal } = new AbortController();
const env = { CODEX_API_KEY: " codex-key\n", OPENAI_API_KEY: "openai-key" };

async function find(
  stored: unknown,
  options: Partial<AuthManagerOptions>,
  providerId = "openai",
): Promise<ResolvedAuth> {
  await using rig = await testManager(stored, { env, ...options });
  return await rig.manager.providerFor(providerId).current(signal);
}

function keyOf(found: ResolvedAuth): string | undefined {
  return found.auth?.mode === "apikey" ? found.auth.key.reveal() : undefined;
}

test("CODEX_API_KEY comes first where it is accepted", async () => {
  const found = await find({ OPENAI_API_KEY: "stored" }, { acceptsCodexApiKey: true });
  expect(found.source).toBe("CODEX_API_KEY");
  expect(keyOf(found)).toBe("codex-key");
});

test("a blank CODEX_API_KEY does not count", async () => {
  const found = await find(undefined, { acceptsCodexApiKey: true, env: { CODEX_API_KEY: " \n" } });
  expect(found).toEqual({ auth: undefined, source: "none", problem: undefined });
});

test("the stored login comes before OPENAI_API_KEY, which serves only the provider openai", async () => {
  const stored = await find({ OPENAI_API_KEY: "stored" }, {});
  expect([stored.source, keyOf(stored)]).toEqual(["stored", "stored"]);
  const none = await find(undefined, {});
  expect([none.source, keyOf(none)]).toEqual(["OPENAI_API_KEY", "openai-key"]);
  expect(await find(undefined, {}, "mine")).toMatchObject({ source: "none" });
});

test("a ChatGPT login says whose it is", async () => {
  expect(await find({ tokens: chatgptTokens("access-1", "acc-1") }, {})).toMatchObject({
    source: "stored",
    auth: { mode: "chatgpt", accountId: "acc-1", email: "ada@example.com", planType: "plus" },
  });
});

test("a broken login is a problem, not a reason to use another key", async () => {
  expect(await find("{", {})).toMatchObject({
    auth: undefined,
    source: "none",
    problem: { code: "auth_file_invalid" },
  });
});

test("a login can be printed", async () => {
  const logins = [
    await find({ tokens: chatgptTokens("access-1", "acc-1") }, {}),
    await find({ OPENAI_API_KEY: "stored-key" }, {}),
  ];
  const printed = inspect(logins, { depth: null }) + JSON.stringify(logins);
  for (const value of ["access-1", "refresh-me", "stored-key"]) expect(printed).not.toContain(value);
});

const token = async (manager: AuthManager) => (await manager.providerFor("openai").resolve(signal)).token;

test("a login made meanwhile counts, a changed one only after a reload", async () => {
  await using rig = await testManager(undefined);
  expect(await token(rig.manager)).toBeUndefined();
  await rig.home.writeAuth({ OPENAI_API_KEY: "one" });
  expect(await token(rig.manager)).toBe("one");
  await rig.home.writeAuth({ OPENAI_API_KEY: "two" });
  expect(await token(rig.manager)).toBe("one");
  rig.manager.reload();
  expect(await token(rig.manager)).toBe("two");
});

test("a login is stored, seen by others, and removed", async () => {
  await using rig = await testManager(undefined);
  expect(await rig.manager.save(toApiKeyLogin(" sk-1\n"), signal)).toEqual({ backup: undefined });
  expect(await rig.home.readAuth()).toEqual({ auth_mode: "apikey", OPENAI_API_KEY: "sk-1" });
  expect(await token(rig.another())).toBe("sk-1");
  expect(await rig.manager.logout(signal)).toBe(true);
  expect(await token(rig.manager)).toBeUndefined();
  expect(await rig.manager.logout(signal)).toBe(false);
});

test("an ephemeral login is never on disk", async () => {
  await using rig = await testManager(undefined, { store: "ephemeral" });
  await rig.manager.save(toApiKeyLogin("sk-1"), signal);
  expect(await token(rig.manager)).toBe("sk-1");
  await expect(rig.home.readAuth()).rejects.toMatchObject({ code: "ENOENT" });
  expect(await rig.manager.logout(signal)).toBe(true);
});

test("an API key that is refused is not helped", async () => {
  await using rig = await testManager({ OPENAI_API_KEY: "sk" });
  const provider = rig.manager.providerFor("openai");
  expect(await provider.recover(await provider.resolve(signal), signal)).toBe(false);
});

test("a broken login explains the refusal that it leads to", async () => {
  await using rig = await testManager("{");
  const provider = rig.manager.providerFor("openai");
  const refused = await provider.resolve(signal);
  expect(refused.mode).toBe("none");
  await expect(provider.recover(refused, signal)).rejects.toMatchObject({ code: "auth_file_invalid" });
});
