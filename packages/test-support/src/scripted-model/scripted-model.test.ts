import { zstdCompressSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import { unreachableBaseUrl } from "./http-transport.ts";
import { failed, textDelta } from "./model-event.ts";
import {
  cutAfter,
  dripped,
  drop,
  failedResponse,
  hang,
  holdUntil,
  raw,
  reply,
  replyWith,
  resetAfter,
  say,
  stallAfter,
  status,
} from "./model-reply.ts";
import { callTool, itemAdded, message } from "./output-item.ts";
import { scriptedModel } from "./scripted-model.ts";

const soon = () => AbortSignal.timeout(10_000);

function post(baseUrl: string, body: unknown, signal = soon()): Promise<Response> {
  return fetch(`${baseUrl}/responses?v=1`, { method: "POST", body: JSON.stringify(body), signal });
}

async function frames(response: Response): Promise<readonly { readonly type: string }[]> {
  const text = await response.text();
  return [...text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? ""));
}

test("plays replies in order and keeps what it was asked", async () => {
  await using model = await scriptedModel([
    reply(callTool("shell_command", { command: "ls" }, "call-1")),
    reply(say("two words")),
  ]);
  const first = await frames(await post(model.baseUrl, { input: [], tools: [{ type: "web_search" }] }));
  expect(first.map((event) => event.type)).toEqual([
    "response.created",
    "response.output_item.done",
    "response.completed",
  ]);
  expect(first[1]).toEqual(callTool("shell_command", { command: "ls" }, "call-1"));

  const input = [
    { type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] },
    { type: "function_call_output", call_id: "call-1", output: "a.txt" },
  ];
  const second = await frames(await post(model.baseUrl, { input }));
  expect(second.slice(1, -1)).toEqual([
    itemAdded(message("").item),
    textDelta("two"),
    textDelta(" words"),
    message("two words"),
  ]);

  model.verify();
  expect(model.requests).toHaveLength(2);
  expect(model.request(0)).toMatchObject({ method: "POST", path: "/v1/responses", query: "v=1" });
  expect(model.request(0).toolNames()).toEqual(["web_search"]);
  expect(model.request(1).texts("user")).toEqual(["hi"]);
  expect(model.request(1).toolOutput("call-1")).toBe("a.txt");
  expect(() => model.request(1).toolOutput("call-9")).toThrow(
    'no output for call "call-9"; calls in it: call-1',
  );
  expect(() => model.request(2)).toThrow("only 2 came");
});

test("decodes a compressed body", async () => {
  await using model = await scriptedModel([reply()]);
  const body = zstdCompressSync(JSON.stringify({ model: "m" }));
  const headers = { "content-encoding": "zstd" };
  await (await fetch(`${model.baseUrl}/responses`, { method: "POST", body, headers, signal: soon() })).text();
  expect(model.request(0).body).toEqual({ model: "m" });
});

test("answers a request after the last reply with 400 and tells it at the end", async () => {
  await using model = await scriptedModel([]);
  expect((await post(model.baseUrl, {})).status).toBe(400);
  expect(() => model.verify()).toThrow("request 0 (POST /v1/responses) came after the last reply");
});

test("tells of replies that nobody asked for and of endpoints that it does not have", async () => {
  await using model = await scriptedModel([reply(), reply()]);
  expect((await fetch(`${model.baseUrl}/else`, { signal: soon() })).status).toBe(400);
  expect(() => model.verify()).toThrow("no such endpoint: GET /v1/else; 2 of 2 replies were never asked for");
});

test("a function sees the request and may hold its answer back", async () => {
  const gate = Promise.withResolvers<void>();
  await using model = await scriptedModel(async (index, request) => {
    await gate.promise;
    return replyWith({ id: `r${index}`, headers: { "x-seen": String(request.body?.["n"]) } });
  });
  const answer = post(model.baseUrl, { n: 7 });
  expect((await model.waitForRequest(0, soon())).body).toEqual({ n: 7 });
  gate.resolve();
  const response = await answer;
  expect(response.headers.get("x-seen")).toBe("7");
  expect((await frames(response))[0]).toEqual({ type: "response.created", response: { id: "r0" } });
});

test("a function that fails is told by verify", async () => {
  await using model = await scriptedModel(() => {
    throw new Error("bad script");
  });
  expect((await post(model.baseUrl, {})).status).toBe(400);
  expect(() => model.verify()).toThrow("the reply function failed at request 0: Error: bad script");
});

test("the catalogue takes no reply", async () => {
  await using model = await scriptedModel([]);
  const response = await fetch(`${model.baseUrl}/models?client_version=1.2.3`, { signal: soon() });
  expect(await response.json()).toEqual({ models: [] });
  expect(model.catalogueRequests.map((wire) => wire.query)).toEqual(["client_version=1.2.3"]);
  model.verify();
});

test("fails in every way that servers fail", async () => {
  await using model = await scriptedModel([
    status(503, { error: { message: "busy" } }, { "retry-after": "2" }),
    cutAfter(say("half")),
    resetAfter(message("sent before the break")),
    failedResponse("rate_limit_exceeded", "slow down"),
    reply(raw("data: {not json\n\n")),
    drop(),
  ]);
  const busy = await post(model.baseUrl, {});
  expect([busy.status, busy.headers.get("retry-after"), await busy.json()]).toEqual([
    503,
    "2",
    { error: { message: "busy" } },
  ]);
  const cut = await frames(await post(model.baseUrl, {}));
  expect(cut.at(-1)).toEqual(message("half"));
  const reset = await post(model.baseUrl, {});
  await expect(reset.text()).rejects.toThrow();
  const given = await frames(await post(model.baseUrl, {}));
  expect(given.at(-1)).toEqual(failed("rate_limit_exceeded", "slow down"));
  expect(await (await post(model.baseUrl, {})).text()).toContain("data: {not json\n\n");
  await expect(post(model.baseUrl, {})).rejects.toThrow();
  model.verify();
});

test("a broken connection still delivers what was sent before", async () => {
  await using model = await scriptedModel([resetAfter(message("kept"))]);
  const response = await post(model.baseUrl, {});
  let seen = "";
  const decoder = new TextDecoder();
  const read = async () => {
    for await (const bytes of response.body ?? []) seen += decoder.decode(bytes, { stream: true });
  };
  await expect(read()).rejects.toThrow();
  expect(seen).toContain('"kept"');
});

test.each([
  ["goes silent in the middle", stallAfter(message("first"))],
  ["never answers", hang()],
])("%s until the server is closed", async (_name, silent) => {
  const model = await scriptedModel([silent]);
  const settled = post(model.baseUrl, {})
    .then((response) => response.text())
    .then(
      () => "ended",
      () => "broken",
    );
  await model.waitForRequest(0, soon());
  await model.close();
  expect(await settled).toBe("broken");
});

test("sends every byte on its own, and the text stays whole", async () => {
  await using model = await scriptedModel([dripped(reply(message("größe 🙂")))]);
  const response = await post(model.baseUrl, {});
  expect((await frames(response))[1]).toEqual(message("größe 🙂"));
});

test("a hold lets a test act in the middle of a response", async () => {
  const gate = Promise.withResolvers<void>();
  await using model = await scriptedModel([
    reply(textDelta("before"), holdUntil(gate.promise), textDelta("after")),
  ]);
  const response = await post(model.baseUrl, {});
  let seen = "";
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    seen += decoder.decode(bytes, { stream: true });
    if (seen.includes("before") && !seen.includes("after")) gate.resolve();
  }
  expect(seen.indexOf("after")).toBeGreaterThan(seen.indexOf("before"));
});

test("nobody listens at the unreachable address", async () => {
  await expect(post(await unreachableBaseUrl(), {})).rejects.toThrow();
});
