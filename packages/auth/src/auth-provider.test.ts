import { expect, test } from "@jest/globals";
import { chatgptTokens, tempCodexHome } from "../test/temp-codex-home.ts";
import { type AuthProvider, createAuthProvider } from "./auth-provider.ts";

const { signal } = new AbortController();

async function startProvider(stored: unknown) {
  const home = await tempCodexHome();
  if (stored !== undefined) await home.writeAuth(stored);
  const provider = createAuthProvider({
    env: {},
    home: home.path,
    providerId: "openai",
    acceptsCodexApiKey: false,
  });
  return { home, provider, [Symbol.asyncDispose]: () => home[Symbol.asyncDispose]() };
}

/** What happens when the server refuses the credentials of now. */
async function refuse(provider: AuthProvider): Promise<boolean> {
  return provider.recover(await provider.resolve(signal), signal);
}

test("gives an API key, and has nothing else to offer after a refusal", async () => {
  await using rig = await startProvider({ OPENAI_API_KEY: "sk" });
  expect(await rig.provider.resolve(signal)).toEqual({ mode: "apikey", token: "sk", accountId: undefined });
  expect(await refuse(rig.provider)).toBe(false);
});

test("gives the access token with its account", async () => {
  await using rig = await startProvider({ tokens: chatgptTokens("access-1", "acc-1") });
  expect(await rig.provider.resolve(signal)).toEqual({
    mode: "chatgpt",
    token: "access-1",
    accountId: "acc-1",
  });
  expect(await rig.provider.current(signal)).toMatchObject({ source: "auth.json" });
});

test("takes over newer tokens of the same account after a refusal", async () => {
  await using rig = await startProvider({ tokens: chatgptTokens("access-1", "acc-1") });
  await rig.provider.resolve(signal);
  await rig.home.writeAuth({ tokens: chatgptTokens("access-2", "acc-1") });
  expect((await rig.provider.resolve(signal)).token).toBe("access-1");
  expect(await refuse(rig.provider)).toBe(true);
  expect((await rig.provider.resolve(signal)).token).toBe("access-2");
});

test.each([
  ["the same tokens", chatgptTokens("access-1", "acc-1")],
  ["another account", chatgptTokens("access-2", "acc-2")],
])("asks for a new login when it finds %s", async (_, tokens) => {
  await using rig = await startProvider({ tokens: chatgptTokens("access-1", "acc-1") });
  await rig.provider.resolve(signal);
  await rig.home.writeAuth({ tokens });
  await expect(refuse(rig.provider)).rejects.toMatchObject({
    code: "login_refused",
    message: expect.stringContaining("codex login"),
  });
  expect((await rig.provider.resolve(signal)).token).toBe("access-1");
});

test("an unknown account is not trusted to be the same", async () => {
  await using rig = await startProvider({ tokens: chatgptTokens("access-1", null) });
  await rig.provider.resolve(signal);
  await rig.home.writeAuth({ tokens: chatgptTokens("access-2", null) });
  await expect(refuse(rig.provider)).rejects.toMatchObject({ code: "login_refused" });
});

test("of requests that are refused together, the later ones use what the first has found", async () => {
  await using rig = await startProvider({ tokens: chatgptTokens("access-1", "acc-1") });
  const refused = await rig.provider.resolve(signal);
  await rig.home.writeAuth({ tokens: chatgptTokens("access-2", "acc-1") });
  expect(await rig.provider.recover(refused, signal)).toBe(true);
  expect(await rig.provider.recover(refused, signal)).toBe(true);
  expect((await rig.provider.resolve(signal)).token).toBe("access-2");
  await expect(refuse(rig.provider)).rejects.toMatchObject({ code: "login_refused" });
});

test("nobody logged in sends nothing, and notices a login made meanwhile", async () => {
  await using rig = await startProvider(undefined);
  expect(await rig.provider.resolve(signal)).toEqual({
    mode: "none",
    token: undefined,
    accountId: undefined,
  });
  expect(await refuse(rig.provider)).toBe(false);
  await rig.home.writeAuth({ OPENAI_API_KEY: "sk" });
  expect((await rig.provider.resolve(signal)).token).toBe("sk");
});

test("a broken login explains the refusal that it leads to", async () => {
  await using rig = await startProvider("{");
  expect((await rig.provider.resolve(signal)).mode).toBe("none");
  await expect(refuse(rig.provider)).rejects.toMatchObject({ code: "auth_file_invalid" });
});
