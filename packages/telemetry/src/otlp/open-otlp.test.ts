import { type OtlpReceiver, otlpReceiver, readResource, tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import type { TelemetrySession } from "../telemetry.ts";
import { type Otlp, openOtlp } from "./open-otlp.ts";
import type { OtlpSettings, OtlpTarget } from "./otlp-settings.ts";

const { signal } = new AbortController();

const session: TelemetrySession = {
  conversationId: "thread-1",
  appVersion: "0.99.0",
  originator: "codex_test",
  sessionSource: "exec",
  authMode: "Chatgpt",
  accountId: "acct-1",
  email: "user@example.com",
  terminal: "dumb",
  model: "model-a",
};

const WIRES = [
  { protocol: "http-json", wire: "http", type: "application/json" },
  { protocol: "http-binary", wire: "http", type: "application/x-protobuf" },
  { protocol: "grpc", wire: "grpc", type: "application/grpc" },
] as const;

function targetOf(endpoint: string, changes: Partial<OtlpTarget> = {}): OtlpTarget {
  return { protocol: "http-json", endpoint, headers: {}, tls: undefined, timeoutMs: 10_000, ...changes };
}

function settingsOf(changes: Partial<OtlpSettings>): OtlpSettings {
  return {
    logs: undefined,
    traces: undefined,
    metrics: undefined,
    logsPrompts: false,
    serviceName: "codex_test",
    serviceVersion: "0.99.0",
    environment: "dev",
    osName: "Debian",
    osVersion: "12.0.0",
    env: {},
    clock: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6) },
    closeLimitMs: 10_000,
    onProblem: () => undefined,
    ...changes,
  };
}

async function opened(changes: Partial<OtlpSettings>): Promise<Otlp> {
  const result = await openOtlp(settingsOf(changes), signal);
  if (!result.ok) throw new Error(result.reason);
  return result.otlp;
}

/** All three kinds to one receiver, over one wire. */
function everythingTo({ origin }: OtlpReceiver, protocol: OtlpTarget["protocol"]): Partial<OtlpSettings> {
  const to = (kind: string) => targetOf(`${origin}/v1/${kind}`, { protocol, headers: { "x-key": "k1" } });
  return { logs: to("logs"), traces: to("traces"), metrics: to("metrics") };
}

test.each(WIRES)("events, spans and metrics arrive over $protocol", async ({ protocol, wire, type }) => {
  await using receiver = await otlpReceiver(wire);
  const otlp = await opened({
    ...everythingTo(receiver, protocol),
    env: { OTEL_RESOURCE_ATTRIBUTES: "team=tools, service.name=other,broken" },
  });
  const telemetry = otlp.forSession(session);
  await telemetry.inSpan("run_turn", { turn_id: "0", task: "regular" }, async () => {
    telemetry.event("codex.tool_decision", {
      tool_name: "shell",
      call_id: "call-1",
      decision: "approved",
      source: "Config",
    });
    await telemetry
      .forModel("model-b")
      .inSpan("handle_tool_call", { tool_name: "shell", call_id: "call-1" }, () =>
        Promise.reject(new Error("no")),
      )
      .catch(() => undefined);
  });
  telemetry.count("codex.mcp.call", { status: "ok" });
  telemetry.count("codex.mcp.call", { status: "ok" }, 2);
  telemetry.count("codex.mcp.call", { status: "ok" }, -5);
  telemetry.duration("codex.turn.e2e_duration_ms", 12.4, {});
  await otlp.close();

  const [tool, turn] = receiver.spans();
  expect(turn).toMatchObject({
    name: "run_turn",
    parentSpanId: "",
    attributes: { "conversation.id": "thread-1", model: "model-a", turn_id: "0", task: "regular" },
    hasFailed: false,
  });
  expect(tool).toMatchObject({
    name: "handle_tool_call",
    traceId: turn?.traceId,
    parentSpanId: turn?.spanId,
    attributes: { model: "model-b", tool_name: "shell", call_id: "call-1" },
    hasFailed: true,
  });
  expect(receiver.logs()).toEqual([
    {
      eventName: "codex.tool_decision",
      traceId: turn?.traceId,
      spanId: turn?.spanId,
      attributes: {
        "event.name": "codex.tool_decision",
        "event.timestamp": "2026-01-02T03:04:05.006Z",
        "conversation.id": "thread-1",
        "app.version": "0.99.0",
        auth_mode: "Chatgpt",
        originator: "codex_test",
        "user.account_id": "acct-1",
        "user.email": "user@example.com",
        "terminal.type": "dumb",
        model: "model-a",
        slug: "model-a",
        tool_name: "shell",
        call_id: "call-1",
        decision: "approved",
        source: "Config",
      },
    },
  ]);
  const tags = {
    auth_mode: "Chatgpt",
    session_source: "exec",
    originator: "codex_test",
    model: "model-a",
    "app.version": "0.99.0",
  };
  expect(receiver.points()).toEqual([
    {
      name: "codex.mcp.call",
      kind: "counter",
      isDelta: true,
      attributes: { ...tags, status: "ok" },
      count: 3,
    },
    { name: "codex.turn.e2e_duration_ms", kind: "histogram", isDelta: true, attributes: tags, count: 1 },
  ]);
  for (const request of receiver.requests) {
    expect(request.headers).toMatchObject({ "content-type": type, "x-key": "k1" });
    expect(readResource(request)).toMatchObject({
      "service.name": "codex_test",
      "service.version": "0.99.0",
      env: "dev",
      team: "tools",
    });
  }
  expect(receiver.requests).toHaveLength(3);
});

test("a trace goes on from the one that the environment names", async () => {
  await using receiver = await otlpReceiver();
  const otlp = await opened({
    ...everythingTo(receiver, "http-json"),
    env: { TRACEPARENT: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", TRACESTATE: "a=b" },
  });
  const telemetry = otlp.forSession(session);
  await telemetry.inSpan("run_turn", { turn_id: "0", task: "regular" }, async () => undefined);
  await otlp.close();
  expect(receiver.spans()).toMatchObject([
    { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", parentSpanId: "00f067aa0ba902b7" },
  ]);
  expect(JSON.stringify(receiver.requests.map(({ message }) => message))).toContain('"traceState":"a=b"');
});

test("prompts and credentials stay where they are", async () => {
  await using receiver = await otlpReceiver();
  const otlp = await opened(everythingTo(receiver, "http-json"));
  const telemetry = otlp.forSession(session);
  telemetry.event("codex.user_prompt", { prompt_length: 11, prompt: "tell nobody" });
  telemetry.event("codex.api_request", {
    duration_ms: 1,
    attempt: 0,
    "error.message": "401: wrong key sk-abcdefghijklmnop1234, sent as Bearer abc.def-ghi_jkl",
  });
  await otlp.close();
  const sent = receiver.requests.map(({ bytes }) => bytes.toString("utf8")).join("");
  for (const secret of ["tell nobody", "sk-abcdefghijklmnop1234", "abc.def-ghi_jkl"])
    expect(sent).not.toContain(secret);
  expect(receiver.logs().map(({ attributes }) => attributes)).toMatchObject([
    { prompt: "[REDACTED]", prompt_length: "11" },
    { "error.message": "401: wrong key [REDACTED], sent as Bearer [REDACTED]", attempt: 0, duration_ms: "1" },
  ]);
});

test("prompts are sent when the user allows it", async () => {
  await using receiver = await otlpReceiver();
  const otlp = await opened({ ...everythingTo(receiver, "http-json"), logsPrompts: true });
  otlp.forSession(session).event("codex.user_prompt", { prompt_length: 2, prompt: "hi" });
  await otlp.close();
  expect(receiver.logs()[0]?.attributes).toMatchObject({ prompt: "hi" });
});

test.each([
  { wire: "http", protocol: "http-json", answer: 503, why: "the server answered 503" },
  { wire: "grpc", protocol: "grpc", answer: 14, why: "the server answered with gRPC status 14" },
  { wire: "http", protocol: "http-binary", answer: "never", why: "no answer within 50 ms" },
  { wire: "grpc", protocol: "grpc", answer: "never", why: "no answer within 50 ms" },
] as const)(
  "$protocol: a receiver that answers $answer is told of once",
  async ({ wire, protocol, answer, why }) => {
    await using receiver = await otlpReceiver(wire, answer);
    const problems: string[] = [];
    const otlp = await opened({
      logs: targetOf(`${receiver.origin}/v1/logs?key=hidden`, {
        protocol,
        timeoutMs: answer === "never" ? 50 : 10_000,
      }),
      onProblem: (sentence) => problems.push(sentence),
    });
    const telemetry = otlp.forSession(session);
    // More than one batch.
    for (let at = 0; at < 300; at += 1)
      telemetry.event("codex.sse_event", { "event.kind": "response.created" });
    await otlp.close();
    expect(problems).toEqual([`Some logs could not be sent to ${receiver.origin}/v1/logs: ${why}.`]);
  },
);

test.each(["http-json", "grpc"] as const)(
  "%s: the end of a run does not wait for a receiver",
  async (protocol) => {
    await using receiver = await otlpReceiver(protocol === "grpc" ? "grpc" : "http", "never");
    const problems: string[] = [];
    const otlp = await opened({
      logs: targetOf(`${receiver.origin}/v1/logs`, { protocol, timeoutMs: 3_600_000 }),
      closeLimitMs: 50,
      onProblem: (sentence) => problems.push(sentence),
    });
    otlp.forSession(session).event("codex.sse_event", { "event.kind": "response.created" });
    await otlp.close();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("the run ended before the server had answered");
  },
);

test.each(["http-json", "grpc"] as const)("%s: nobody listens", async (protocol) => {
  const receiver = await otlpReceiver();
  await receiver[Symbol.asyncDispose]();
  const problems: string[] = [];
  const otlp = await opened({
    logs: targetOf(`${receiver.origin}/v1/logs`, { protocol }),
    onProblem: (sentence) => problems.push(sentence),
  });
  otlp.forSession(session).event("codex.sse_event", { "event.kind": "response.created" });
  await otlp.close();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain("ECONNREFUSED");
});

test("nothing is connected to before there is something to send", async () => {
  await using receiver = await otlpReceiver();
  const otlp = await opened(everythingTo(receiver, "http-json"));
  await otlp.close();
  expect(receiver.connections).toBe(0);
});

test("targets that cannot be used are told with their kind, and without the values of headers", async () => {
  await using dir = await tempDir();
  const tls = { caCertificate: undefined, clientCertificate: undefined, clientPrivateKey: undefined };
  const reasonFor = async (target: OtlpTarget) => {
    const result = await openOtlp(settingsOf({ metrics: target }), signal);
    return result.ok ? "usable" : result.reason;
  };
  expect(await reasonFor(targetOf("collector:4317"))).toBe(
    'metrics: the endpoint "collector:4317" is not an http:// or https:// URL',
  );
  expect(await reasonFor(targetOf("http://h", { headers: { "x-key": "a\nb" } }))).toBe(
    'metrics: the header "x-key" cannot be sent',
  );
  const missing = `${dir.path}/ca.pem`;
  expect(await reasonFor(targetOf("https://h", { tls: { ...tls, caCertificate: missing } }))).toBe(
    `metrics: ${missing} cannot be read (ENOENT)`,
  );
  expect(await reasonFor(targetOf("https://h", { tls: { ...tls, clientCertificate: missing } }))).toContain(
    "have to be set together",
  );
  expect(
    await reasonFor(targetOf("https://h", { tls: { ...tls, caCertificate: import.meta.filename } })),
  ).toBe("metrics: `ca-certificate` is not a PEM certificate");
});
