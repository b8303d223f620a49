import { mkdir } from "node:fs/promises";
import path from "node:path";
import { inspect } from "node:util";
import { expect, test } from "@jest/globals";
import { chatgptTokens, tempCodexHome } from "../test/temp-codex-home.ts";
import { type AuthFileResult, readAuthFile } from "./auth-file.ts";

const { signal } = new AbortController();

async function read(content: unknown): Promise<AuthFileResult> {
  await using home = await tempCodexHome();
  await home.writeAuth(content);
  return await readAuthFile(home.path, signal);
}

test("no file is no login", async () => {
  await using home = await tempCodexHome();
  expect(await readAuthFile(home.path, signal)).toEqual({ kind: "absent" });
});

test("reads a ChatGPT login", async () => {
  const result = await read({
    auth_mode: "chatgpt",
    OPENAI_API_KEY: null,
    tokens: chatgptTokens("access-1", "acc-1"),
    last_refresh: "2026-11-20T10:35:09.123456789Z",
  });
  if (result.kind !== "loaded") throw new Error(inspect(result));
  const { file } = result;
  expect(file).toMatchObject({
    mode: "chatgpt",
    apiKey: undefined,
    lastRefresh: Date.parse("2026-11-20T10:35:09.123Z"),
    tokens: { accountId: "acc-1", claims: { email: "ada@example.com", planType: "plus" } },
  });
  expect(file.tokens?.accessToken.reveal()).toBe("access-1");
  expect(file.tokens?.refreshToken.reveal()).toBe("refresh-me");
  expect(inspect(file, { depth: null })).not.toContain("access-1");
});

test.each([
  [
    "its own word",
    { auth_mode: "chatgpt", OPENAI_API_KEY: "sk", tokens: chatgptTokens("a", null) },
    "chatgpt",
  ],
  ["a key", { OPENAI_API_KEY: "sk", tokens: chatgptTokens("a", null) }, "apikey"],
  ["tokens only", { OPENAI_API_KEY: null, tokens: chatgptTokens("a", null) }, "chatgpt"],
  [
    "tokens of others",
    { auth_mode: "chatgptAuthTokens", tokens: chatgptTokens("a", null) },
    "chatgptAuthTokens",
  ],
  ["unknown members", { OPENAI_API_KEY: "sk", agent_identity: { new: true } }, "apikey"],
])("the mode follows from %s", async (_, content, mode) => {
  expect(await read(content)).toMatchObject({ kind: "loaded", file: { mode } });
});

const tokens = chatgptTokens("top-secret", "acc-1");
test.each([
  ["torn JSON", '{"OPENAI_API_KEY": "top-secret'],
  ["JSON with a fault beside the key", '{"OPENAI_API_KEY": "top-secret" x}'],
  ["an empty file", ""],
  ["a list", ["top-secret"]],
  ["an unknown mode", { auth_mode: "top-secret", OPENAI_API_KEY: "top-secret" }],
  ["a key that is not text", { OPENAI_API_KEY: 5 }],
  ["an API-key login without key", { auth_mode: "apikey", OPENAI_API_KEY: null }],
  ["an API-key login with a blank key", { OPENAI_API_KEY: " " }],
  ["a ChatGPT login without tokens", { auth_mode: "chatgpt" }],
  ["tokens that are text", { OPENAI_API_KEY: "top-secret", tokens: "top-secret" }],
  ["a missing refresh token", { tokens: { ...tokens, refresh_token: undefined } }],
  [
    "an id token that is no JWT, though there is a key",
    { OPENAI_API_KEY: "sk", tokens: { ...tokens, id_token: "top-secret" } },
  ],
  ["an account id that is not text", { tokens: { ...tokens, account_id: 7 } }],
  ["a last refresh that is no time", { tokens, last_refresh: "yesterday" }],
])("refuses %s without quoting it", async (_, content) => {
  const result = await read(content);
  if (result.kind !== "failed") throw new Error(inspect(result));
  expect(result.error.code).toBe("auth_file_invalid");
  expect(result.error.message).toMatch(/auth\.json cannot be used: .*codex login/);
  expect(inspect(result, { depth: null, showHidden: true })).not.toContain("top-secret");
});

test("a file that cannot be read is told apart from a bad one", async () => {
  await using home = await tempCodexHome();
  await mkdir(path.join(home.path, "auth.json"));
  const result = await readAuthFile(home.path, signal);
  expect(result).toMatchObject({ kind: "failed", error: { code: "auth_file_unreadable" } });
});

test("an abort rejects with its reason", async () => {
  await using home = await tempCodexHome();
  await home.writeAuth({ OPENAI_API_KEY: "sk" });
  await expect(readAuthFile(home.path, AbortSignal.abort("stop"))).rejects.toBe("stop");
});
