import { expect, test } from "@jest/globals";
import { HELLO } from "../../test/test-client.ts";
import type { Prompt } from "../prompt.ts";
import { buildCompactBody, buildRequestBody } from "./build-request-body.ts";

const OPTIONS = { threadId: "thread-1", isAzure: false };
const INPUT = '[{"type":"message","role":"user","content":[{"type":"input_text","text":"hello"}]}]';

function json(prompt: Partial<Prompt>, isAzure = false): string {
  return JSON.stringify(buildRequestBody({ ...HELLO, ...prompt }, { ...OPTIONS, isAzure }));
}

test("a plain request has its keys in order", () => {
  expect(json({})).toBe(
    `{"model":"gpt-5","instructions":"Be brief.","input":${INPUT},"tools":[],"tool_choice":"auto",` +
      '"parallel_tool_calls":false,"reasoning":null,"store":false,"stream":true,"include":[],' +
      '"prompt_cache_key":"thread-1"}',
  );
});

test("a request with everything has its keys in order", () => {
  const text = json({
    tools: [{ type: "web_search", external_web_access: false }],
    parallelToolCalls: true,
    reasoning: { effort: "high", summary: "auto" },
    text: { verbosity: "low", outputSchema: { type: "object" } },
  });
  expect(text.slice(text.indexOf('"tools"'))).toBe(
    '"tools":[{"type":"web_search","external_web_access":false}],"tool_choice":"auto",' +
      '"parallel_tool_calls":true,"reasoning":{"effort":"high","summary":"auto"},"store":false,"stream":true,' +
      '"include":["reasoning.encrypted_content"],"prompt_cache_key":"thread-1","text":{"verbosity":"low",' +
      '"format":{"type":"json_schema","strict":true,"schema":{"type":"object"},"name":"codex_output_schema"}}}',
  );
});

test("no summary is asked for by leaving it out, and reasoning stays", () => {
  const body = buildRequestBody({ ...HELLO, reasoning: { summary: "none" } }, OPTIONS);
  expect(body.reasoning).toEqual({});
  expect(body.include).toEqual(["reasoning.encrypted_content"]);
});

test("Azure stores responses and gets ids", () => {
  const input = [{ type: "message" as const, id: "msg-1", role: "assistant", content: [] }];
  const body = buildRequestBody({ ...HELLO, input }, { ...OPTIONS, isAzure: true });
  expect(body.store).toBe(true);
  expect(body.input).toEqual([{ type: "message", role: "assistant", content: [], id: "msg-1" }]);
});

test("a compaction request has three keys", () => {
  expect(JSON.stringify(buildCompactBody(HELLO))).toBe(
    `{"model":"gpt-5","input":${INPUT},"instructions":"Be brief."}`,
  );
});
