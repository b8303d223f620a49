import { execFileSync } from "node:child_process";
import { lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { inspect } from "node:util";
import { expect, test } from "@jest/globals";
import { chatgptTokens, tempCodexHome } from "../../test/temp-codex-home.ts";
import { toApiKeyLogin } from "../login/api-key-login.ts";
import { createFileStore, readAuthFile } from "./auth-file.ts";
import type { LoadResult } from "./credential-store.ts";

const { signal } = new AbortController();

async function read(content: unknown): Promise<LoadResult> {
  await using home = await tempCodexHome();
  await home.writeAuth(content);
  return await readAuthFile(home.path, signal);
}

test("no file is no login", async () => {
  await using home = await tempCodexHome();
  expect(await readAuthFile(home.path, signal)).toEqual({ kind: "absent" });
});

test("a file that is no UTF-8 is no login, whatever its text would be without the broken bytes", async () => {
  await using home = await tempCodexHome();
  await writeFile(path.join(home.path, "auth.json"), Buffer.from('{"OPENAI_API_KEY":"sk-\u00e9"}', "latin1"));
  const result = await readAuthFile(home.path, signal);
  if (result.kind !== "failed") throw new Error(inspect(result));
  expect(result.error).toMatchObject({ code: "auth_file_invalid" });
  expect(result.error.message).toContain("not valid UTF-8");
});

test("reads a ChatGPT login", async () => {
  const result = await read({
    auth_mode: "chatgpt",
    OPENAI_API_KEY: null,
    tokens: chatgptTokens("access-1", "acc-1"),
    last_refresh: "2026-11-20T10:35:09.123456789Z",
  });
  if (result.kind !== "loaded") throw new Error(inspect(result));
  const { login: file } = result;
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
  expect(await read(content)).toMatchObject({ kind: "loaded", login: { mode } });
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

const login = toApiKeyLogin("sk-new");

async function store() {
  const home = await tempCodexHome();
  return { home, file: path.join(home.path, "auth.json"), store: createFileStore(home.path, () => "new") };
}

test("what is no record is put aside before a login takes its place", async () => {
  const at = await store();
  await using _ = at.home;
  await at.home.writeAuth("somebody's notes");
  expect(await at.store.save(login, signal)).toEqual({ backup: `${at.file}.bak` });
  expect(await readFile(`${at.file}.bak`, "utf8")).toBe("somebody's notes");
  expect(await at.home.readAuth()).toEqual({ auth_mode: "apikey", OPENAI_API_KEY: "sk-new" });
});

test("another login replaces the tokens and keeps what other programs have put there", async () => {
  const at = await store();
  await using _ = at.home;
  await at.home.writeAuth({ tokens: chatgptTokens("a", "acc-1"), agent_identity: { id: 1 } });
  expect(await at.store.save(login, signal)).toEqual({ backup: undefined });
  expect(await at.home.readAuth()).toEqual({
    auth_mode: "apikey",
    OPENAI_API_KEY: "sk-new",
    agent_identity: { id: 1 },
  });
});

test("a link stays a link, and what it leads to becomes private", async () => {
  const at = await store();
  await using _ = at.home;
  const target = path.join(at.home.path, "elsewhere.json");
  await writeFile(target, "{}", { mode: 0o644 });
  await symlink(target, at.file);
  await at.store.save(login, signal);
  expect((await lstat(at.file)).isSymbolicLink()).toBe(true);
  expect((await stat(target)).mode & 0o777).toBe(0o600);
  expect((await readAuthFile(at.home.path, signal)).kind).toBe("loaded");
});

test("a home that is not there yet is made, for its owner alone", async () => {
  await using outer = await tempCodexHome();
  const home = path.join(outer.path, "deep", ".codex");
  await createFileStore(home, () => "new").save(login, signal);
  expect((await stat(home)).mode & 0o777).toBe(0o700);
});

test("what cannot be written is told, and nothing is left lying about", async () => {
  const at = await store();
  await using _ = at.home;
  await mkdir(at.file);
  await expect(at.store.save(login, signal)).rejects.toMatchObject({
    code: "store_failed",
    message: expect.stringMatching(/auth\.json \(EISDIR\)/),
  });
  await expect(at.store.remove(signal)).rejects.toMatchObject({ code: "store_failed" });
  expect(await readdir(at.home.path)).toEqual(["auth.json"]);
});

test("a pipe in the place of the file is not waited for", async () => {
  const at = await store();
  await using _ = at.home;
  execFileSync("mkfifo", [at.file]);
  expect(await readAuthFile(at.home.path, signal)).toMatchObject({ kind: "failed" });
  await expect(at.store.save(toApiKeyLogin("sk-1"), signal)).rejects.toMatchObject({
    code: "store_failed",
    message: `Cannot store the login: ${at.file} is not a file. Move it away and run \`codex login\`.`,
  });
  expect((await stat(at.file)).isFIFO()).toBe(true);
});
