import { expect, test } from "@jest/globals";
import { frame, type Reply, status, withServer } from "../../test/loopback-server.ts";
import { HELLO, type Outcome, read, testClient } from "../../test/test-client.ts";
import type { Prompt } from "../prompt.ts";

const never = new AbortController().signal;
const delta = (value: object, reason: string | null = null) => ({
  id: "chat-1",
  choices: [{ index: 0, delta: value, finish_reason: reason }],
});
const END = delta({}, "stop");
const USAGE = {
  choices: [],
  usage: { prompt_tokens: 3, completion_tokens: 2, completion_tokens_details: { reasoning_tokens: 1 } },
};
const chunks =
  (...list: readonly unknown[]): Reply =>
  (response) => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    for (const chunk of list) response.write(frame(chunk));
    response.end();
  };
const LARK = { type: "grammar", syntax: "lark", definition: "start: x" } as const;
const PATCH = { type: "custom", name: "apply_patch", description: "d", format: LARK } as const;
const SHELL = {
  type: "function",
  name: "sh",
  description: "runs",
  strict: false,
  parameters: { type: "object", properties: {} },
} as const;

/** What a client of a chat server makes of one answer. */
async function answered(reply: Reply, prompt: Partial<Prompt> = {}): Promise<Outcome & { body: unknown }> {
  let outcome: Outcome = { events: [], error: undefined };
  let body: unknown;
  await withServer([reply], async (server) => {
    const client = testClient(server.origin, { provider: { wireApi: "chat", requestMaxRetries: 0 } });
    outcome = await read(client.startTurn().stream({ ...HELLO, ...prompt }, { turnMetadata: "x" }, never));
    client.close();
    expect(server.requests.map(({ url }) => url)).toEqual(["/v1/chat/completions"]);
    body = JSON.parse(server.requests[0]?.body.toString() ?? "");
  });
  return { ...outcome, body };
}

const without = (outcome: Outcome) => outcome.events.filter(({ type }) => type !== "rate-limits");

test("reasoning, text and calls become the events of a response", async () => {
  const reply = chunks(
    delta({ role: "assistant", content: "", reasoning: "w" }),
    delta({ content: "", reasoning: "hy" }),
    delta({ content: "Hel" }),
    delta({ content: "lo" }),
    delta({
      content: "\n\n",
      tool_calls: [{ index: 0, id: "c1", function: { name: "sh", arguments: '{"a"' } }],
    }),
    delta({ tool_calls: [{ index: 0, function: { arguments: ":1}" } }] }),
    delta({
      tool_calls: [{ index: 1, id: "c2", function: { name: "apply_patch", arguments: '{"input":"P"}' } }],
    }),
    delta({}, "tool_calls"),
    USAGE,
    "[DONE]",
  );
  const reasoning = (content: readonly unknown[]) => ({ type: "reasoning", summary: [], content });
  const message = (content: readonly unknown[]) => ({ type: "message", role: "assistant", content });
  const outcome = await answered(reply, { tools: [SHELL, PATCH] });
  expect(outcome.error).toBeUndefined();
  expect(without(outcome)).toEqual([
    { type: "item-started", item: reasoning([]) },
    { type: "reasoning-content-delta", delta: "w", contentIndex: 0 },
    { type: "reasoning-content-delta", delta: "hy", contentIndex: 0 },
    { type: "item-completed", item: reasoning([{ type: "reasoning_text", text: "why" }]) },
    { type: "item-started", item: message([]) },
    { type: "text-delta", delta: "Hel" },
    { type: "text-delta", delta: "lo" },
    { type: "text-delta", delta: "\n\n" },
    { type: "item-completed", item: message([{ type: "output_text", text: "Hello\n\n" }]) },
    {
      type: "item-completed",
      item: { type: "function_call", name: "sh", arguments: '{"a":1}', call_id: "c1" },
    },
    {
      type: "item-completed",
      item: { type: "custom_tool_call", status: "completed", call_id: "c2", name: "apply_patch", input: "P" },
    },
    {
      type: "completed",
      responseId: "chat-1",
      usage: {
        input_tokens: 3,
        cached_input_tokens: 0,
        output_tokens: 2,
        reasoning_output_tokens: 1,
        total_tokens: 5,
      },
    },
  ]);
});

test("the body has what chat servers know, and nothing of the Responses API", async () => {
  const { body } = await answered(chunks(END, "[DONE]"), {
    tools: [SHELL, PATCH, { type: "web_search", external_web_access: false }, { type: "local_shell" }],
    parallelToolCalls: true,
    reasoning: { effort: "low", summary: "auto" },
    text: { verbosity: "high", outputSchema: { type: "object" } },
  });
  expect(body).toEqual({
    model: "gpt-5",
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "hello" },
    ],
    tools: [
      { type: "function", function: { name: "sh", description: "runs", parameters: SHELL.parameters } },
      {
        type: "function",
        function: {
          name: "apply_patch",
          description: expect.stringContaining("start: x"),
          parameters: expect.objectContaining({ required: ["input"] }),
        },
      },
    ],
    tool_choice: "auto",
    parallel_tool_calls: true,
    reasoning_effort: "low",
    verbosity: "high",
    response_format: {
      type: "json_schema",
      json_schema: { name: "codex_output_schema", strict: true, schema: { type: "object" } },
    },
    stream: true,
    stream_options: { include_usage: true },
  });
  const plain = await answered(chunks(END, "[DONE]"));
  expect(Object.keys(plain.body as object)).toEqual(["model", "messages", "stream", "stream_options"]);
});

test.each<[string, Reply]>([
  ["no mark of the end", chunks(delta({ content: "hi" }), END)],
  ["no reason for the end", chunks(delta({ content: "hi" }), "[DONE]")],
  ["text that is no JSON", chunks("oops", delta({ content: "hi" }), "5", END, "[DONE]")],
  ["reason and text in one chunk", chunks(delta({ content: "hi" }, "eos"))],
  ["content in parts", chunks(delta({ content: [{ type: "text", text: "hi" }] }), END)],
  [
    "a whole answer instead of a stream",
    status(
      200,
      JSON.stringify({ id: "chat-1", choices: [{ message: { role: "assistant", content: "hi" } }] }),
      {
        "content-type": "application/json",
      },
    ),
  ],
])("good all the same: %s", async (_name, reply) => {
  const outcome = await answered(reply);
  expect(outcome.error).toBeUndefined();
  const text = without(outcome).flatMap((event) => (event.type === "text-delta" ? [event.delta] : []));
  expect(text).toEqual(["hi"]);
  expect(without(outcome).at(-1)).toMatchObject({ type: "completed", usage: undefined });
});

test("empty lines before a call are no message", async () => {
  const calls = [{ index: 0, id: "a", function: { name: "sh", arguments: "{}" } }];
  const outcome = await answered(
    chunks(delta({ content: "\n" }), delta({ content: "\n", tool_calls: calls }), END),
  );
  expect(without(outcome).map(({ type }) => type)).toEqual(["item-completed", "completed"]);
});

test.each<[string, Reply, object]>([
  [
    "the token limit",
    chunks(delta({ content: "ha" }, "length")),
    { kind: "context-window", isRetryable: false, message: expect.stringContaining("OLLAMA_CONTEXT_LENGTH") },
  ],
  ["a content filter", chunks(delta({}, "content_filter")), { kind: "invalid-request", isRetryable: false }],
  [
    "an error in the stream",
    chunks({ error: { message: "out of memory", code: 500 } }),
    { kind: "stream", isRetryable: true, message: expect.stringContaining("out of memory") },
  ],
  [
    "an error as text",
    chunks({ error: "no such model" }),
    { message: expect.stringContaining("no such model") },
  ],
  [
    "a refusal in the stream",
    chunks({ error: { message: "bad template", type: "invalid_request_error" } }),
    { isRetryable: false },
  ],
  [
    "a prompt that is too long for llama.cpp",
    status(
      400,
      '{"error":{"code":400,"type":"exceed_context_size_error","message":"the request exceeds the available context size"}}',
    ),
    { kind: "context-window", codexErrorInfo: "context_window_exceeded" },
  ],
  [
    "a prompt that is too long for vLLM",
    status(400, '{"message":"This model\'s maximum context length is 8192 tokens."}'),
    { kind: "context-window" },
  ],
  ["another refusal", status(400, "no tools here"), { kind: "invalid-request", message: "no tools here" }],
  ["an early end", chunks(delta({ content: "ha" })), { kind: "stream", isRetryable: true }],
  ["an empty answer", status(200, "", { "content-type": "application/json" }), { kind: "stream" }],
])("an error: %s", async (_name, reply, error) => {
  expect((await answered(reply)).error).toMatchObject(error);
});

test("the server's name for reasoning is used from then on", async () => {
  const calls = [{ index: 0, id: "a", function: { name: "sh", arguments: "{}" } }];
  await withServer(
    [chunks(delta({ reasoning: "why", tool_calls: calls }), END), chunks(END)],
    async (server) => {
      const client = testClient(server.origin, { provider: { wireApi: "chat" } });
      const turn = client.startTurn();
      const first = await read(turn.stream(HELLO, { turnMetadata: undefined }, never));
      const items = first.events.flatMap((event) => (event.type === "item-completed" ? [event.item] : []));
      await read(
        turn.stream({ ...HELLO, input: [...HELLO.input, ...items] }, { turnMetadata: undefined }, never),
      );
      client.close();
      const { messages } = JSON.parse(server.requests[1]?.body.toString() ?? "") as { messages: object[] };
      expect(messages.at(-1)).toMatchObject({ role: "assistant", reasoning: "why" });
    },
  );
});
