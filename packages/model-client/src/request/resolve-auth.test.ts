import { expect, test } from "@jest/globals";
import { buildProvider, type ProviderSettings } from "../providers/provider.ts";
import { resolveAuth } from "./resolve-auth.ts";

const STORED = { mode: "chatgpt", token: "stored", accountId: "acc" } as const;

function resolve(settings: Partial<ProviderSettings>, env: Record<string, string> = {}) {
  const stored = { resolve: async () => STORED, recover: async () => false };
  const provider = buildProvider("p", { name: "P", ...settings });
  return resolveAuth(provider, env, stored, new AbortController().signal);
}

test("the key of the environment comes first, then the literal token, then the login", async () => {
  const both = { envKey: "KEY", bearerToken: "literal" };
  const literal = { mode: "apikey", accountId: undefined } as const;
  expect(await resolve(both, { KEY: " k\n" })).toEqual({ auth: { ...literal, token: "k" }, isStored: false });
  expect(await resolve({ bearerToken: "literal" })).toEqual({
    auth: { ...literal, token: "literal" },
    isStored: false,
  });
  expect(await resolve({})).toEqual({ auth: STORED, isStored: true });
});

test("a server of chat completions gets no login that it does not ask for", async () => {
  const none = { mode: "none", token: undefined, accountId: undefined };
  expect(await resolve({ wireApi: "chat" })).toEqual({ auth: none, isStored: false });
  expect(await resolve({ wireApi: "chat", requiresOpenaiAuth: true })).toMatchObject({ auth: STORED });
});

test.each([
  [undefined, "Missing environment variable: `KEY`."],
  ["Get one at x.", "Missing environment variable: `KEY`. Get one at x."],
])("a missing key is named, with the instructions %s", async (envKeyInstructions, message) => {
  for (const env of [{}, { KEY: " " }]) {
    await expect(resolve({ envKey: "KEY", envKeyInstructions }, env)).rejects.toMatchObject({
      kind: "missing-env-key",
      isRetryable: false,
      codexErrorInfo: "other",
      message,
    });
  }
});
