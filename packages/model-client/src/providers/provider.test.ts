import { expect, test } from "@jest/globals";
import { buildProvider, isAzureProvider, isOpenaiProvider } from "./provider.ts";

test("a name is enough", () => {
  expect(buildProvider("p", { name: "P" })).toEqual({
    id: "p",
    name: "P",
    wireApi: "responses",
    baseUrl: undefined,
    envKey: undefined,
    envKeyInstructions: undefined,
    bearerToken: undefined,
    queryParams: {},
    httpHeaders: {},
    envHttpHeaders: {},
    requestMaxRetries: 4,
    streamMaxRetries: 5,
    streamIdleTimeoutMs: 300_000,
    requiresOpenaiAuth: false,
    supportsWebsockets: false,
  });
});

test("retries have a cap", () => {
  expect(buildProvider("p", { name: "P", requestMaxRetries: 101, streamMaxRetries: 1000 })).toMatchObject({
    requestMaxRetries: 100,
    streamMaxRetries: 100,
  });
  expect(buildProvider("p", { name: "P", requestMaxRetries: 0 }).requestMaxRetries).toBe(0);
});

test.each([
  ["OpenAI", true],
  ["openai", false],
  ["OpenAI ", false],
])("%j is the OpenAI provider: %s", (name, isOpenai) => {
  expect(isOpenaiProvider({ name, wireApi: "responses" })).toBe(isOpenai);
});

test.each([
  ["Azure", undefined, true],
  ["x", "https://a.openai.azure.com/openai", true],
  ["x", "https://a.cognitiveservices.azure.cn/openai", true],
  ["x", "https://a.aoai.azure.com/openai", true],
  ["x", "https://a.azure-api.net/openai", true],
  ["x", "https://a.azurefd.net/", true],
  ["x", "https://A.OpenAI.Azure.com/", true],
  ["x", "https://a.blob.core.windows.net/openai", true],
  ["x", "https://azure.example.com/", false],
  ["my azure", "https://example.com/", false],
])("name %j at %s is Azure: %s", (name, baseUrl, isAzure) => {
  expect(isAzureProvider({ name, baseUrl })).toBe(isAzure);
});
