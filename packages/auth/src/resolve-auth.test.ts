import { inspect } from "node:util";
import { expect, test } from "@jest/globals";
import { chatgptTokens, tempCodexHome } from "../test/temp-codex-home.ts";
import { type AuthOptions, type ResolvedAuth, resolveAuth } from "./resolve-auth.ts";

const { signal } = new AbortController();
const env = { CODEX_API_KEY: " codex-key\n", OPENAI_API_KEY: "openai-key" };

async function resolve(stored: unknown, options: Partial<AuthOptions>): Promise<ResolvedAuth> {
  await using home = await tempCodexHome();
  if (stored !== undefined) await home.writeAuth(stored);
  return await resolveAuth(
    { env, home: home.path, providerId: "openai", acceptsCodexApiKey: false, ...options },
    signal,
  );
}

function keyOf(resolved: ResolvedAuth): string | undefined {
  return resolved.auth?.mode === "apikey" ? resolved.auth.key.reveal() : undefined;
}

test("CODEX_API_KEY comes first where it is accepted", async () => {
  const resolved = await resolve({ OPENAI_API_KEY: "stored" }, { acceptsCodexApiKey: true });
  expect(resolved.source).toBe("CODEX_API_KEY");
  expect(keyOf(resolved)).toBe("codex-key");
});

test("a blank CODEX_API_KEY does not count", async () => {
  const resolved = await resolve(undefined, { acceptsCodexApiKey: true, env: { CODEX_API_KEY: " \n" } });
  expect(resolved).toEqual({ auth: undefined, source: "none", problem: undefined });
});

test("the stored login comes before OPENAI_API_KEY", async () => {
  const resolved = await resolve({ OPENAI_API_KEY: "stored" }, {});
  expect(resolved.source).toBe("auth.json");
  expect(keyOf(resolved)).toBe("stored");
});

test("a ChatGPT login works with its access token as it is", async () => {
  const { auth, source } = await resolve({ tokens: chatgptTokens("access-1", "acc-1") }, {});
  expect(source).toBe("auth.json");
  expect(auth).toMatchObject({
    mode: "chatgpt",
    accountId: "acc-1",
    email: "ada@example.com",
    planType: "plus",
  });
  expect(auth?.mode === "chatgpt" && auth.accessToken.reveal()).toBe("access-1");
});

test("OPENAI_API_KEY serves the provider openai when nobody is logged in", async () => {
  const resolved = await resolve(undefined, {});
  expect(resolved.source).toBe("OPENAI_API_KEY");
  expect(keyOf(resolved)).toBe("openai-key");
});

test("OPENAI_API_KEY is not sent to other providers", async () => {
  expect(await resolve(undefined, { providerId: "mine" })).toMatchObject({ source: "none" });
});

test("a broken login is a problem, not a reason to use another key", async () => {
  const resolved = await resolve("{", {});
  expect(resolved).toMatchObject({ auth: undefined, source: "none", problem: { code: "auth_file_invalid" } });
});

test("a resolved login can be printed", async () => {
  const logins = [
    await resolve({ tokens: chatgptTokens("access-1", "acc-1") }, {}),
    await resolve({ OPENAI_API_KEY: "stored-key" }, {}),
  ];
  const printed = inspect(logins, { depth: null }) + JSON.stringify(logins);
  for (const value of ["access-1", "refresh-me", "stored-key"]) expect(printed).not.toContain(value);
});
