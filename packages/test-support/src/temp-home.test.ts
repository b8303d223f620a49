import { existsSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { tempHome } from "./temp-home.ts";

test("points config.toml at the model and keeps root keys before tables", async () => {
  await using home = await tempHome({
    model: { baseUrl: "http://127.0.0.1:9/v1" },
    config: 'sandbox_mode = "read-only"\n[features]\nundo = true',
    provider: { stream_max_retries: 2 },
  });
  expect(await home.read("config.toml")).toBe(
    [
      'model = "gpt-5.1-codex"',
      'model_provider = "scripted"',
      'sandbox_mode = "read-only"',
      "",
      "[model_providers.scripted]",
      'name = "scripted"',
      'base_url = "http://127.0.0.1:9/v1"',
      'env_key = "SCRIPTED_MODEL_KEY"',
      'wire_api = "responses"',
      "request_max_retries = 0",
      "stream_max_retries = 2",
      "",
      "[features]",
      "undo = true",
      "",
    ].join("\n"),
  );
  expect(home.env["CODEX_HOME"]).toBe(home.codexHome);
});

test("reads rollouts in the order of their names and names the line that is broken", async () => {
  await using home = await tempHome({
    files: { "sessions/2026/b.jsonl": '{"n":2}\n', "sessions/2026/a.jsonl": '{"n":1}\n' },
  });
  expect(await home.rollouts()).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  await home.write({ "sessions/2026/c.jsonl": '{"n":3}\n{"n":' });
  await expect(home.rollouts()).rejects.toThrow("c.jsonl:2 is not JSON");
});

test("a home without threads has no rollouts and is gone afterwards", async () => {
  let path = "";
  {
    await using home = await tempHome({});
    path = home.home;
    expect(await home.rollouts()).toEqual([]);
    expect(existsSync(path)).toBe(true);
  }
  expect(existsSync(path)).toBe(false);
});
