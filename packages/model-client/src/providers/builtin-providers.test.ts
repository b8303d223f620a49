import { expect, test } from "@jest/globals";
import { builtinProviders } from "./builtin-providers.ts";

test("openai says its version and takes its URL from the environment", () => {
  expect(builtinProviders({ env: {}, version: "0.99.0" }).openai).toMatchObject({
    id: "openai",
    name: "OpenAI",
    baseUrl: undefined,
    httpHeaders: { version: "0.99.0" },
    envHttpHeaders: { "OpenAI-Organization": "OPENAI_ORGANIZATION", "OpenAI-Project": "OPENAI_PROJECT" },
    requiresOpenaiAuth: true,
    supportsWebsockets: true,
  });
  const urlWith = (url: string) =>
    builtinProviders({ env: { OPENAI_BASE_URL: url }, version: "" }).openai.baseUrl;
  expect(urlWith("http://h/v1")).toBe("http://h/v1");
  expect(urlWith(" ")).toBeUndefined();
});

test.each([
  [{}, "http://localhost:11434/v1", "http://localhost:1234/v1"],
  [{ CODEX_OSS_PORT: "99" }, "http://localhost:99/v1", "http://localhost:99/v1"],
  [{ CODEX_OSS_PORT: "99", CODEX_OSS_BASE_URL: "http://h/x" }, "http://h/x", "http://h/x"],
  [{ CODEX_OSS_PORT: "", CODEX_OSS_BASE_URL: " " }, "http://localhost:11434/v1", "http://localhost:1234/v1"],
])("local servers are found with %j", (env, ollama, lmstudio) => {
  const providers = builtinProviders({ env, version: "" });
  expect(providers.ollama).toMatchObject({
    id: "ollama",
    name: "gpt-oss",
    baseUrl: ollama,
    requiresOpenaiAuth: false,
  });
  expect(providers.lmstudio).toMatchObject({ id: "lmstudio", name: "gpt-oss", baseUrl: lmstudio });
});
