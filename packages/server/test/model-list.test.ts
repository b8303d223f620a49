import { expect, test } from "@jest/globals";
import { deadline, testEngine } from "./test-engine.ts";

const UPGRADED = ["gpt-5.2-codex", "gpt-5.1-codex-max", "gpt-5.2", "gpt-5.1-codex-mini"];

test("the models of the picker, whole and in pages", async () => {
  await using engine = await testEngine({ replies: [] });
  const { client } = engine.connect();
  const list = (params: { cursor?: string | null; limit?: number }) =>
    client.request("model/list", params, deadline());
  const { data, nextCursor } = await list({});
  expect(nextCursor).toBeNull();
  expect(data.map(({ id }) => id)).toEqual(UPGRADED);
  expect(data[0]).toEqual({
    id: "gpt-5.2-codex",
    model: "gpt-5.2-codex",
    upgrade: "gpt-5.3-codex",
    displayName: "gpt-5.2-codex",
    description: expect.any(String),
    supportedReasoningEfforts: ["low", "medium", "high", "xhigh"].map((reasoningEffort) => ({
      reasoningEffort,
      description: expect.any(String),
    })),
    defaultReasoningEffort: "medium",
    inputModalities: ["text", "image"],
    supportsPersonality: true,
    isDefault: true,
  });
  const first = await list({ limit: 1 });
  expect(first).toMatchObject({ data: [{ id: "gpt-5.2-codex" }], nextCursor: "1" });
  expect(await list({ limit: 2, cursor: first.nextCursor ?? null })).toMatchObject({
    data: [{ id: "gpt-5.1-codex-max" }, { id: "gpt-5.2" }],
    nextCursor: "3",
  });
  expect(await list({ limit: 0 })).toMatchObject({ data: [{ isDefault: true }], nextCursor: "1" });
  expect(await list({ cursor: "4" })).toEqual({ data: [], nextCursor: null });
});

test.each(["x", "-1", "1.5", "", "999"])("the cursor %j is refused", async (cursor) => {
  await using engine = await testEngine({ replies: [] });
  const { client } = engine.connect();
  await expect(client.request("model/list", { cursor }, deadline())).rejects.toMatchObject({ code: -32600 });
});
