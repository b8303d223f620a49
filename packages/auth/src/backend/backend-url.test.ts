import { expect, test } from "@jest/globals";
import { backendUrl } from "./backend-url.ts";

test.each([
  ["https://chatgpt.com/backend-api/", "https://chatgpt.com/backend-api/wham/usage"],
  ["https://chatgpt.com", "https://chatgpt.com/backend-api/wham/usage"],
  ["https://chat.openai.com/", "https://chat.openai.com/backend-api/wham/usage"],
  ["http://127.0.0.1:1/x/", "http://127.0.0.1:1/x/api/codex/usage"],
])("%s", (base, url) => {
  expect(backendUrl(base, "usage")?.href).toBe(url);
});

test("a base that is no URL has no addresses", () => {
  expect(backendUrl("nonsense", "usage")).toBeUndefined();
});
