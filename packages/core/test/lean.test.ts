/** What a model with little room is sent. */
import { BUNDLED_MODELS } from "@codex-ts/model-client";
import { reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { testThread } from "./test-thread.ts";

const overrides = (contextWindow: number | undefined) => ({
  options: {
    modelOverrides: {
      models: () => BUNDLED_MODELS,
      contextWindow,
      autoCompactLimit: undefined,
      supportsReasoningSummaries: undefined,
      verbosity: undefined,
      toolOutputTokens: undefined,
    },
  },
});

/** Instructions and tools of the first request. */
async function sent(contextWindow: number | undefined) {
  await using rig = await testThread([reply(say("done"))], overrides(contextWindow));
  await rig.turn("hi");
  const body = rig.model.request(0).body ?? {};
  const tools = body["tools"] as readonly { readonly name: string }[];
  return { instructions: String(body["instructions"]), tools };
}

test("instructions and tools take at most six kilobytes, and offer the same tools", async () => {
  const lean = await sent(16_000);
  const full = await sent(undefined);
  const bytes = Buffer.byteLength(lean.instructions) + Buffer.byteLength(JSON.stringify(lean.tools));
  expect(bytes).toBeLessThanOrEqual(6 * 1024);
  expect(lean.tools.map(({ name }) => name)).toEqual(full.tools.map(({ name }) => name));
  expect(Buffer.byteLength(JSON.stringify(full.tools))).toBeGreaterThan(6 * 1024);
});
