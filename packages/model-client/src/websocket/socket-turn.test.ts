import type { ResponseItem } from "@codex-ts/protocol";
import {
  failedResponse,
  holdUntil,
  ping,
  raw,
  reply,
  replyWith,
  say,
  status,
  stream,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { askIn, followUp, keepingTelemetry, kindsOf, socketRig } from "../../test/socket-rig.ts";
import { HELLO } from "../../test/test-client.ts";
import type { AuthProvider, RequestAuth } from "../auth-provider.ts";

const CALL: ResponseItem = { type: "function_call", name: "x", arguments: "{}", call_id: "c1" };
const OUTPUT: ResponseItem = { type: "function_call_output", call_id: "c1", output: "ok" };
const TOKEN = "sk-very-secret";

function login(mode: RequestAuth["mode"], ...tokens: readonly string[]): AuthProvider {
  let at = 0;
  return {
    resolve: async () => ({ mode, token: tokens[at], accountId: mode === "chatgpt" ? "acc" : undefined }),
    recover: async () => {
      at += 1;
      return at < tokens.length;
    },
  };
}

test("a handshake says who we are, and nothing that only HTTP says", async () => {
  await using rig = await socketRig([reply(say("hi"))], {
    auth: login("chatgpt", TOKEN),
    betaFeatures: ["collab", "apps"],
    subagent: "review",
    provider: { httpHeaders: { version: "0.99.0" }, queryParams: { a: "1" } },
    websockets: { isEnabled: true, protocol: "v1", wantsTimings: true },
  });
  const turn = rig.client.startTurn();
  for await (const _event of turn.stream(HELLO, { turnMetadata: '{"sandbox":"none"}' }, rig.deadline));
  turn.close();
  const { path, query, headers } = rig.model.handshakes[0] ?? {};
  const { host, "sec-websocket-key": key, ...rest } = headers ?? {};
  expect({ path, query }).toEqual({ path: "/v1/responses", query: "a=1" });
  expect({ host, key }).toEqual({ host: new URL(rig.model.baseUrl).host, key: expect.any(String) });
  expect(rest).toEqual({
    version: "0.99.0",
    "x-codex-beta-features": "collab,apps",
    "x-codex-turn-metadata": '{"sandbox":"none"}',
    session_id: "thread-1",
    "openai-beta": "responses_websockets=2026-02-04",
    "x-responsesapi-include-timing-metrics": "true",
    authorization: `Bearer ${TOKEN}`,
    "chatgpt-account-id": "acc",
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-extensions": "permessage-deflate; client_max_window_bits",
  });
});

test("v1: a turn keeps its connection and sends what is new", async () => {
  const second = followUp(HELLO, CALL, OUTPUT);
  await using rig = await socketRig([reply(CALL_DONE), reply(say("a")), reply(say("b")), reply(say("c"))]);
  const turn = rig.client.startTurn();
  await askIn(turn, HELLO, rig.deadline);
  await askIn(turn, second, rig.deadline);
  // Something else than the input has changed, or the input is no continuation.
  await askIn(turn, { ...followUp(second, OUTPUT), model: "gpt-6" }, rig.deadline);
  await askIn(turn, { ...HELLO, model: "gpt-6" }, rig.deadline);
  turn.close();
  const bodies = rig.model.requests.map(({ body }) => body ?? {});
  expect(Object.keys(bodies[0] ?? {})).toEqual([
    "type",
    "model",
    "instructions",
    "input",
    "tools",
    "tool_choice",
    "parallel_tool_calls",
    "reasoning",
    "store",
    "stream",
    "include",
    "prompt_cache_key",
  ]);
  expect(bodies[1]).toEqual({ type: "response.append", input: [CALL, OUTPUT] });
  expect(bodies.slice(2)).toMatchObject([
    { type: "response.create", model: "gpt-6", input: [{}, CALL, OUTPUT, OUTPUT] },
    { type: "response.create", model: "gpt-6", input: [{}] },
  ]);
  expect(rig.model.handshakes).toHaveLength(1);
});

const CALL_DONE = { type: "response.output_item.done" as const, item: { ...CALL } };

test("v2: what is new goes out with the response that it follows, where that has an id", async () => {
  await using rig = await socketRig(
    [replyWith({ id: "resp-7" }, CALL_DONE), stream("end", { type: "response.done" }), reply(say("b"))],
    { protocol: "v2" },
  );
  const turn = rig.client.startTurn();
  const second = followUp(HELLO, CALL, OUTPUT);
  await askIn(turn, HELLO, rig.deadline);
  await askIn(turn, second, rig.deadline);
  await askIn(turn, followUp(second, OUTPUT), rig.deadline);
  turn.close();
  const [, follows, whole] = rig.model.requests.map(({ body }) => body ?? {});
  expect(Object.keys(follows ?? {}).slice(0, 5)).toEqual([
    "type",
    "model",
    "instructions",
    "previous_response_id",
    "input",
  ]);
  expect(follows).toMatchObject({ previous_response_id: "resp-7", input: [CALL, OUTPUT] });
  expect(whole?.["input"]).toHaveLength(4);
  expect(whole).not.toHaveProperty("previous_response_id");
  expect(rig.model.handshakes[0]?.headers["openai-beta"]).toBe("responses_websockets=2026-02-06");
});

test("what the handshake's reply says is told again with every request, and limits when they come", async () => {
  const limits = {
    type: "codex.rate_limits" as const,
    plan_type: "plus",
    rate_limits: { primary: { used_percent: 42, window_minutes: 60, reset_at: 1_700_000_000 } },
    credits: { has_credits: true, unlimited: false, balance: "3" },
    more: 1,
  };
  await using rig = await socketRig([reply(limits, say("a")), reply(say("b"))], {
    handshakes: () => ({ kind: "accept", headers: { "x-models-etag": "e1", "x-reasoning-included": "1" } }),
  });
  const turn = rig.client.startTurn();
  const first = await askIn(turn, HELLO, rig.deadline);
  const second = await askIn(turn, HELLO, rig.deadline);
  turn.close();
  expect(first.events.slice(0, 3)).toEqual([
    { type: "models-etag", etag: "e1" },
    { type: "reasoning-included" },
    {
      type: "rate-limits",
      snapshot: {
        primary: { used_percent: 42, window_minutes: 60, resets_at: 1_700_000_000 },
        secondary: null,
        credits: { has_credits: true, unlimited: false, balance: "3" },
        plan_type: "plus",
      },
    },
  ]);
  expect(kindsOf(second.events).slice(0, 3)).toEqual(["models-etag", "reasoning-included", "item-started"]);
});

test("the server's token stays with its turn", async () => {
  const headers = (index: number) => ({ "x-codex-turn-state": `token-${index}` });
  await using rig = await socketRig(
    [failedResponse("server_error", "no"), ...Array(3).fill(reply(say("a")))],
    {
      handshakes: (index) => ({ kind: "accept", headers: headers(index) }),
    },
  );
  const turn = rig.client.startTurn();
  await askIn(turn, HELLO, rig.deadline);
  await askIn(turn, HELLO, rig.deadline);
  await askIn(turn, HELLO, rig.deadline);
  turn.close();
  await rig.ask();
  const tokens = rig.model.handshakes.map((handshake) => handshake.headers["x-codex-turn-state"]);
  expect(tokens).toEqual([undefined, "token-0", undefined]);
});

test("refused credentials are renewed, at the handshake and inside of the connection", async () => {
  await using rig = await socketRig([status(401, { error: { message: "old" } }), reply(say("in"))], {
    auth: login("chatgpt", "t0", "t1", "t2"),
    handshakes: (index) => (index === 0 ? status(401) : { kind: "accept" }),
  });
  const { events, error } = await rig.ask();
  expect(error).toBeUndefined();
  expect(events.at(-1)?.type).toBe("completed");
  expect(rig.model.handshakes.map(({ headers }) => headers["authorization"])).toEqual([
    "Bearer t0",
    "Bearer t1",
    "Bearer t2",
  ]);
});

test("too many requests are repeated after the wait that the server asks for, a used-up plan is not", async () => {
  const busy = status(429, { error: { message: "slow down" } }, { "retry-after": "7" });
  const limit = status(
    429,
    { error: { type: "usage_limit_reached", plan_type: "pro" } },
    { "x-codex-primary-used-percent": "100" },
  );
  await using rig = await socketRig([busy, reply(say("now")), limit, busy, busy, busy], {
    provider: { requestMaxRetries: 2 },
  });
  expect((await rig.ask()).error).toBeUndefined();
  expect(rig.client.waits).toEqual([7000]);
  expect((await rig.ask()).error).toMatchObject({
    kind: "usage-limit",
    rateLimits: { primary: { used_percent: 100 } },
  });
  expect((await rig.ask()).error).toMatchObject({ kind: "retry-limit", isRetryable: false });
  expect(rig.client.waits).toEqual([7000, 7000, 7000]);
});

test.each([
  [400, { kind: "invalid-request", isRetryable: false }],
  [401, { kind: "unexpected-status", isRetryable: true, message: "unexpected status 401 Unauthorized: no" }],
  [500, { kind: "internal-server-error", isRetryable: true }],
  [503, { kind: "unexpected-status", isRetryable: true }],
])("a frame with status %d is an error like that of HTTP, and ends the connection", async (code, error) => {
  await using rig = await socketRig([status(code, { error: { message: "no" } }), reply(say("a"))]);
  const turn = rig.client.startTurn();
  expect((await askIn(turn, HELLO, rig.deadline)).error).toMatchObject(error);
  await rig.model.socketsClosed(rig.deadline);
  expect((await askIn(turn, followUp(HELLO, OUTPUT), rig.deadline)).error).toBeUndefined();
  turn.close();
  expect(rig.model.requests[1]?.body).toMatchObject({ type: "response.create" });
});

test("frames that say nothing of the response are passed over", async () => {
  const noise = [
    raw("not json"),
    raw("[1]"),
    raw('{"type":7}'),
    raw('{"type":"codex.rate_limits","rate_limits":7}'),
    raw('{"type":"error","error":{"message":"no status"}}'),
    raw('{"type":"error","status":200}'),
    ping(),
  ];
  await using rig = await socketRig([reply(...noise, say("fine"))]);
  const { events, error } = await rig.ask();
  expect(error).toBeUndefined();
  expect(kindsOf(events)).toEqual(["item-started", "text-delta", "item-completed", "completed"]);
});

test("a turn that has come over a refusal in the middle of its response does not ask twice", async () => {
  const late = stream(
    "stall",
    ...[say("half")].flat(),
    raw('{"type":"error","status":401,"error":{"message":"m"}}'),
  );
  await using rig = await socketRig([late], { auth: login("chatgpt", "t0", "t1") });
  expect((await rig.ask()).error).toMatchObject({ kind: "unexpected-status", httpStatus: 401 });
  expect(rig.model.requests).toHaveLength(1);
});

test("426 sends the same request over HTTP at once, and every later one", async () => {
  const kept: string[] = [];
  await using rig = await socketRig([reply(say("a")), reply(say("b"))], {
    handshakes: () => status(426),
    telemetry: keepingTelemetry(kept),
  });
  expect((await rig.ask()).error).toBeUndefined();
  expect((await rig.ask()).error).toBeUndefined();
  expect(rig.model.handshakes).toHaveLength(1);
  expect(rig.model.requests.map(({ method, socket }) => ({ method, socket }))).toEqual([
    { method: "POST", socket: undefined },
    { method: "POST", socket: undefined },
  ]);
  expect(kept.filter((line) => line.includes("fallback"))).toEqual([
    'codex.transport.fallback_to_http {"from_wire_api":"responses_websocket"}',
  ]);
});

test("a thread falls back to HTTP once, for good, and only from WebSockets", async () => {
  await using rig = await socketRig([failedResponse("server_error", "no"), reply(say("a")), reply(say("b"))]);
  const idle = rig.client.startTurn();
  const turn = rig.client.startTurn();
  expect((await askIn(turn, HELLO, rig.deadline)).error).toMatchObject({ isRetryable: true });
  expect([idle.fallBackToHttp(), turn.fallBackToHttp(), turn.fallBackToHttp()]).toEqual([false, true, false]);
  await rig.model.socketsClosed(rig.deadline);
  await askIn(turn, HELLO, rig.deadline);
  await rig.ask();
  expect(rig.model.requests.map(({ socket }) => socket)).toEqual([0, undefined, undefined]);
});

test.each([
  ["no feature and no wish of the model", { isEnabled: false, wish: false, supports: true, isSocket: false }],
  ["a wish of the model", { isEnabled: false, wish: true, supports: true, isSocket: true }],
  ["a provider without them", { isEnabled: true, wish: true, supports: false, isSocket: false }],
])("%s decides about WebSockets", async (_name, { isEnabled, wish, supports, isSocket }) => {
  await using rig = await socketRig([reply(say("a"))], {
    provider: { supportsWebsockets: supports },
    websockets: { isEnabled, protocol: "v1", wantsTimings: false },
  });
  const options = { turnMetadata: undefined, prefersWebsockets: wish };
  const turn = rig.client.startTurn();
  for await (const _event of turn.stream(HELLO, options, rig.deadline));
  turn.close();
  expect(rig.model.handshakes).toHaveLength(isSocket ? 1 : 0);
  expect(rig.model.requests).toHaveLength(1);
});

test("requests and frames are counted, and tokens are told", async () => {
  const kept: string[] = [];
  await using rig = await socketRig([reply(raw("x"))], { telemetry: keepingTelemetry(kept) });
  await rig.ask();
  expect(kept).toEqual([
    'codex.websocket.request {"success":true}',
    'codex.websocket_request {"success":true}',
    'codex.websocket.event {"kind":"response.created","success":true}',
    'codex.websocket_event {"event.kind":"response.created","success":true}',
    'codex.websocket.event {"kind":"unknown","success":true}',
    'codex.websocket_event {"success":true}',
    'codex.websocket.event {"kind":"response.completed","success":true}',
    'codex.websocket_event {"event.kind":"response.completed","success":true}',
    'codex.sse_event {"event.kind":"response.completed","input_token_count":100,"output_token_count":10,"cached_token_count":0,"reasoning_token_count":0,"tool_token_count":110}',
  ]);
});

test("no error holds a secret", async () => {
  const provider = { bearerToken: TOKEN, queryParams: { key: "query-secret" } };
  await using rig = await socketRig([stream("reset"), stream("end")], {
    provider,
    handshakes: (index) => (index < 2 ? { kind: "accept" } : index === 2 ? { kind: "drop" } : status(404)),
  });
  const errors = [await rig.ask(), await rig.ask(), await rig.ask(), await rig.ask()].map(
    ({ error }) => error,
  );
  for (const error of errors) {
    expect(error).toMatchObject({ code: "model-error" });
    const told = JSON.stringify([String(error), error, String((error as Error).cause)]);
    expect(told).not.toMatch(/secret/);
  }
  expect(String(errors[3])).toContain("/v1/responses?key=***");
});

test("a held-back frame does not keep others waiting for it", async () => {
  const gate = Promise.withResolvers<void>();
  await using rig = await socketRig([reply(say("one"), holdUntil(gate.promise))]);
  const turn = rig.client.startTurn();
  const seen: string[] = [];
  for await (const { type } of turn.stream(HELLO, { turnMetadata: undefined }, rig.deadline)) {
    seen.push(type);
    if (type === "item-completed") gate.resolve();
  }
  turn.close();
  expect(seen).toEqual(["item-started", "text-delta", "item-completed", "completed"]);
});
