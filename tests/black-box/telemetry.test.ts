/** Telemetry from the outside: what reaches a receiver, and that without one nothing is sent or loaded. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  callTool,
  mcpProgram,
  type OtlpReceiver,
  otlpReceiver,
  readResource,
  reply,
  say,
  status,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage, type Stage } from "./stage.ts";

type Protocol = "json" | "binary" | "grpc";

/** The flags that send all three kinds to a receiver. */
function exportTo(origin: string, protocol: Protocol = "json"): readonly string[] {
  const headers = 'headers = { "x-team" = "tools" }';
  const exporter = (kind: string) =>
    protocol === "grpc"
      ? `{ otlp-grpc = { endpoint = "${origin}", ${headers} } }`
      : `{ otlp-http = { endpoint = "${origin}/v1/${kind}", protocol = "${protocol}", ${headers} } }`;
  return [
    `otel.exporter=${exporter("logs")}`,
    `otel.trace_exporter=${exporter("traces")}`,
    `otel.metrics_exporter=${exporter("metrics")}`,
    "analytics.enabled=true",
  ].flatMap((setting) => ["-c", setting]);
}

/** What all events have. */
const SHARED = [
  "event.name",
  "event.timestamp",
  "conversation.id",
  "app.version",
  "originator",
  "terminal.type",
];
const MODEL = ["model", "slug"];

/** What the events of one name tell besides what all have. */
function told(receiver: OtlpReceiver, name: string) {
  const events = receiver.logs().filter(({ eventName }) => eventName === name);
  return events.map(({ attributes }) =>
    Object.fromEntries(Object.entries(attributes).filter(([key]) => ![...SHARED, ...MODEL].includes(key))),
  );
}

/** The counts of a metric by the values of its own tags. */
function counted(receiver: OtlpReceiver, name: string) {
  const points = receiver.points().filter((point) => point.name === name);
  return points.map(({ attributes, count }) => {
    const { originator, model, session_source, "app.version": version, ...own } = attributes;
    expect({ originator, model, session_source, version }).toEqual({
      originator: "codex_exec",
      model: "gpt-5.1-codex",
      session_source: "exec",
      version: "0.99.0",
    });
    return { ...own, count };
  });
}

const command = reply(callTool("exec_command", { cmd: "echo hi; exit 3", login: false }, "call-1"));
const someMs = expect.stringMatching(/^\d+$/);

test.each(["json", "binary", "grpc"] as const)("a turn with a command is told over %s", async (protocol) => {
  await using receiver = await otlpReceiver(protocol === "grpc" ? "grpc" : "http");
  await using stage = await openStage({ replies: [command, reply(say("done"))] });
  const flags = [...exportTo(receiver.origin, protocol), "--enable", "apply_patch_freeform"];
  const result = await stage.codex("exec", "--json", ...flags, "a question");
  expect(result.code).toBe(0);

  for (const { attributes } of receiver.logs()) {
    expect(attributes).toMatchObject({
      "event.timestamp": expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      "conversation.id": result.events[0]?.["thread_id"],
      "app.version": "0.99.0",
      originator: "codex_exec",
      "terminal.type": "dumb",
      model: "gpt-5.1-codex",
      slug: "gpt-5.1-codex",
    });
  }
  expect(told(receiver, "codex.conversation_starts")).toEqual([
    {
      provider_name: "scripted",
      reasoning_summary: "auto",
      approval_policy: "never",
      sandbox_policy: "read-only",
      mcp_servers: "",
    },
  ]);
  expect(told(receiver, "codex.user_prompt")).toEqual([{ prompt_length: "10", prompt: "[REDACTED]" }]);
  const answered = { duration_ms: someMs, "http.response.status_code": 200, attempt: 0 };
  expect(told(receiver, "codex.api_request")).toEqual([answered, answered]);
  const kind = (name: string) => ({ "event.kind": name, duration_ms: someMs });
  const usage = {
    "event.kind": "response.completed",
    input_token_count: "100",
    output_token_count: "10",
    cached_token_count: 0,
    reasoning_token_count: 0,
    tool_token_count: "110",
  };
  expect(told(receiver, "codex.sse_event")).toEqual([
    kind("response.created"),
    kind("response.output_item.done"),
    kind("response.completed"),
    usage,
    kind("response.created"),
    kind("response.output_item.added"),
    kind("response.output_text.delta"),
    kind("response.output_item.done"),
    kind("response.completed"),
    usage,
  ]);
  const call = { tool_name: "exec_command", call_id: "call-1" };
  expect(told(receiver, "codex.tool_decision")).toEqual([
    { ...call, decision: "approved", source: "Config" },
  ]);
  expect(told(receiver, "codex.tool_result")).toEqual([
    {
      ...call,
      arguments: '{"cmd":"echo hi; exit 3","login":false}',
      duration_ms: someMs,
      success: "true",
      output: expect.stringContaining("Process exited with code 3"),
    },
  ]);

  const confined = { sandbox: "seccomp", sandbox_policy: "read-only" };
  const tool = { tool: "exec_command", success: "true", ...confined, count: 1 };
  if (process.platform === "linux") {
    expect(counted(receiver, "codex.tool.call")).toEqual([tool]);
    expect(counted(receiver, "codex.tool.call.duration_ms")).toEqual([tool]);
  }
  const requests = { status: "200", success: "true", count: 2 };
  expect(counted(receiver, "codex.api_request")).toEqual([requests]);
  expect(counted(receiver, "codex.api_request.duration_ms")).toEqual([requests]);
  expect(counted(receiver, "codex.sse_event")).toContainEqual({
    kind: "response.completed",
    success: "true",
    count: 2,
  });
  expect(counted(receiver, "codex.thread.started")).toEqual([{ is_git: "true", count: 1 }]);
  expect(counted(receiver, "codex.conversation.turn.count")).toEqual([{ count: 1 }]);
  expect(counted(receiver, "codex.turn.e2e_duration_ms")).toEqual([{ count: 1 }]);
  expect(counted(receiver, "codex.feature.state")).toEqual([
    { feature: "apply_patch_freeform", value: "true", count: 1 },
  ]);
  expect(receiver.points().every(({ isDelta }) => isDelta)).toBe(true);

  const turn = receiver.spans().find(({ name }) => name === "run_turn");
  expect(turn).toMatchObject({ parentSpanId: "", attributes: { turn_id: "0", task: "regular" } });
  const inside = receiver.spans().filter(({ parentSpanId }) => parentSpanId === turn?.spanId);
  expect(inside.map(({ name }) => name).sort()).toEqual([
    "handle_tool_call",
    "stream_request",
    "stream_request",
  ]);

  expect(receiver.requests).toHaveLength(3);
  for (const request of receiver.requests) {
    expect(request.headers["x-team"]).toBe("tools");
    expect(readResource(request)).toMatchObject({
      "service.name": "codex_exec",
      "service.version": "0.99.0",
      env: "dev",
    });
  }
  await stage.settle();
});

test("calls of MCP servers, skills and failed commands are counted", async () => {
  await using receiver = await otlpReceiver();
  await using stage = await openStage({
    home: { files: { "skills/tidy/SKILL.md": "---\nname: tidy\ndescription: tidies\n---\nbody\n" } },
    replies: [
      reply(
        callTool("mcp__docs__echo", { text: "hi" }, "c1"),
        callTool("shell_command", { command: "false", login: false }, "c2"),
        callTool("no_such_tool", {}, "c3"),
      ),
      reply(say("done")),
    ],
  });
  const [program, ...args] = mcpProgram();
  const server = ["command", "args"].flatMap((key, at) => [
    "-c",
    `mcp_servers.docs.${key}=${JSON.stringify(at === 0 ? program : args)}`,
  ]);
  const flags = [...exportTo(receiver.origin), ...server];
  expect((await stage.codex("exec", ...flags, "go on, $tidy")).code).toBe(0);
  expect(counted(receiver, "codex.mcp.call")).toEqual([{ status: "ok", count: 1 }]);
  expect(counted(receiver, "codex.skill.injected")).toEqual([{ status: "ok", skill: "tidy", count: 1 }]);
  expect(told(receiver, "codex.conversation_starts")).toMatchObject([{ mcp_servers: "docs" }]);
  const results = told(receiver, "codex.tool_result").map((event) => [event["call_id"], event["success"]]);
  expect(Object.fromEntries(results)).toEqual({ c1: "true", c2: "false", c3: "false" });
  await stage.settle();
});

test("a snapshot of the login shell is counted", async () => {
  await using receiver = await otlpReceiver();
  const waiting = 'while [ ! -e "$CODEX_HOME/shell_snapshots/$CODEX_THREAD_ID.sh" ]; do :; done';
  // The second command gives the session time to hear of it.
  const run = (cmd: string, id: string) => reply(callTool("exec_command", { cmd, login: false }, id));
  await using stage = await openStage({
    replies: [run(waiting, "call-1"), run("true", "call-2"), reply(say("done"))],
  });
  expect((await stage.codex("exec", ...exportTo(receiver.origin), "go")).code).toBe(0);
  for (const name of ["codex.shell_snapshot", "codex.shell_snapshot.duration_ms"]) {
    expect(counted(receiver, name)).toEqual([{ success: "true", count: 1 }]);
  }
});

test("credentials and prompts never leave the machine", async () => {
  await using receiver = await otlpReceiver();
  const secrets = {
    key: "sk-live-0123456789abcdef",
    header: "header-value-of-the-provider",
    prompt: "what nobody else shall read",
  };
  await using stage = await openStage({
    home: { provider: { request_max_retries: 1 } },
    replies: [
      status(500, `upstream failed for Bearer ${secrets.key}`),
      status(401, { error: { message: `Incorrect API key provided: ${secrets.key}` } }),
    ],
  });
  const flags = [
    ...exportTo(receiver.origin),
    "-c",
    `model_providers.scripted.http_headers={ "x-secret" = "${secrets.header}" }`,
  ];
  const program = await stage.start(["exec", ...flags, secrets.prompt], {
    env: { ...stage.home.env, SCRIPTED_MODEL_KEY: secrets.key },
  });
  expect((await program.result).code).toBe(1);
  expect(stage.model.request(0).headers).toMatchObject({
    authorization: `Bearer ${secrets.key}`,
    "x-secret": secrets.header,
  });
  expect(told(receiver, "codex.api_request")).toMatchObject([
    { attempt: 0, "http.response.status_code": 500 },
    { attempt: 1, "http.response.status_code": 401, "error.message": expect.stringContaining("[REDACTED]") },
  ]);
  expect(receiver.spans().map(({ name, hasFailed }) => [name, hasFailed])).toEqual([
    ["stream_request", true],
    ["run_turn", true],
  ]);
  const sent = receiver.requests.map(({ bytes }) => bytes.toString("utf8")).join("");
  for (const secret of Object.values(secrets)) expect(sent).not.toContain(secret);
});

test("prompts leave it when the user says so", async () => {
  await using receiver = await otlpReceiver();
  await using stage = await openStage({ replies: [reply(say("done"))] });
  const flags = [
    ...exportTo(receiver.origin),
    "-c",
    "otel.log_user_prompt=true",
    "-c",
    "otel.environment=lab",
  ];
  expect((await stage.codex("exec", ...flags, "read this")).code).toBe(0);
  expect(told(receiver, "codex.user_prompt")).toEqual([{ prompt_length: "9", prompt: "read this" }]);
  expect(receiver.requests.map(readResource)).toContainEqual(expect.objectContaining({ env: "lab" }));
});

test("use is counted only when the user says so, and a trace goes on from the caller's", async () => {
  await using receiver = await otlpReceiver();
  await using stage = await openStage({ replies: [reply(say("done"))] });
  const flags = exportTo(receiver.origin).filter(
    (flag, at, all) => !`${all[at - 1]}${flag}${all[at + 1]}`.includes("analytics.enabled"),
  );
  const program = await stage.start(["exec", ...flags, "hello"], {
    env: { ...stage.home.env, TRACEPARENT: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" },
  });
  expect((await program.result).code).toBe(0);
  expect(receiver.requests.map((request) => request.path).sort()).toEqual(["/v1/logs", "/v1/traces"]);
  const turn = receiver.spans().find(({ name }) => name === "run_turn");
  expect(turn).toMatchObject({
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    parentSpanId: "00f067aa0ba902b7",
  });
});

/** A file for `--import` that writes down what the program loads and whom it connects to. */
const PROBE = `
import { appendFileSync } from "node:fs";
import { Socket } from "node:net";
import vm from "node:vm";
const log = (line) => appendFileSync(process.env.PROBE_LOG, line + "\\n");
vm.Script = class extends vm.Script {
  constructor(code, options) {
    super(code, options);
    log("load " + options.filename);
  }
};
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  if (options?.port !== undefined) log("connect " + options.port);
  return connect.apply(this, args);
};
`;

/** Runs a turn and gives the files that it loaded which hold OpenTelemetry, and the ports that it connected to. */
async function probe(stage: Stage, ...flags: readonly string[]) {
  const [hook, log] = ["probe.mjs", "probe.log"].map((name) => path.join(stage.home.home, name)) as [
    string,
    string,
  ];
  await writeFile(hook, PROBE);
  const program = await stage.start(["exec", ...flags, "hello"], {
    env: { ...stage.home.env, NODE_OPTIONS: `--import ${hook}`, PROBE_LOG: log },
  });
  expect((await program.result).code).toBe(0);
  const lines = (await readFile(log, "utf8")).split("\n");
  const after = (word: string) =>
    lines.filter((line) => line.startsWith(word)).map((line) => line.slice(word.length));
  const texts = await Promise.all(
    after("load file://").map(async (file) => ({ file, text: await readFile(file, "utf8") })),
  );
  return {
    loaded: texts
      .filter(({ text }) => text.includes("@opentelemetry/"))
      .map(({ file }) => path.basename(file)),
    ports: [...new Set(after("connect ").map(Number))],
  };
}

test.each([
  ["by default", []],
  ["with the vendor's exporters", ["otel.exporter=statsig", "otel.metrics_exporter=statsig"]],
  ["with none", ["otel.exporter=none", "otel.trace_exporter=none"]],
])("nothing is loaded and nobody but the model is connected to: %s", async (_name, settings) => {
  await using stage = await openStage({ replies: [reply(say("done"))] });
  const flags = ["analytics.enabled=true", ...settings].flatMap((setting) => ["-c", setting]);
  expect(await probe(stage, ...flags)).toEqual({
    loaded: [],
    ports: [Number(new URL(stage.model.baseUrl).port)],
  });
});

test("with an exporter it is loaded, and the receiver connected to", async () => {
  await using receiver = await otlpReceiver();
  await using stage = await openStage({ replies: [reply(say("done"))] });
  const { loaded, ports } = await probe(stage, ...exportTo(receiver.origin));
  expect(loaded.length).toBeGreaterThan(0);
  expect(ports).toContain(Number(new URL(receiver.origin).port));
});

test.each([
  ["refuses", 503],
  ["never answers", "never"],
] as const)("a receiver that %s costs no more than sentences", async (_name, answer) => {
  await using receiver = await otlpReceiver("http", answer);
  await using stage = await openStage({ replies: [reply(say("done"))] });
  const result = await stage.codex("exec", ...exportTo(receiver.origin), "hello");
  expect(result).toMatchObject({ code: 0, stdout: "done\n" });
  for (const kind of ["logs", "traces", "metrics"]) {
    expect(result.stderr).toContain(`Some ${kind} could not be sent to ${receiver.origin}/v1/${kind}: `);
  }
  await stage.settle();
});

test("a receiver that is not there costs no more than sentences", async () => {
  const gone = await otlpReceiver();
  await gone[Symbol.asyncDispose]();
  await using stage = await openStage({ replies: [reply(say("done"))] });
  const result = await stage.codex("exec", ...exportTo(gone.origin), "hello");
  expect(result).toMatchObject({ code: 0, stdout: "done\n" });
  expect(result.stderr).toContain(
    `Some logs could not be sent to ${gone.origin}/v1/logs: connect ECONNREFUSED`,
  );
});

test.each([
  [
    "an endpoint that is no URL",
    '{ otlp-grpc = { endpoint = "collector:4317" } }',
    "is not an http:// or https:// URL",
  ],
  [
    "a certificate that cannot be read",
    '{ otlp-grpc = { endpoint = "https://127.0.0.1:1", tls = { ca-certificate = "/no/such/ca.pem" } } }',
    "/no/such/ca.pem cannot be read (ENOENT)",
  ],
])("a run goes on without telemetry: %s", async (_name, exporter, reason) => {
  await using stage = await openStage({ replies: [reply(say("done"))] });
  const result = await stage.codex("exec", "--json", "-c", `otel.exporter=${exporter}`, "hello");
  expect(result.code).toBe(0);
  expect(result.events.at(-1)?.type).toBe("turn.completed");
  expect(result.stderr).toMatch(/^Could not create otel exporter: logs: /);
  expect(result.stderr).toContain(reason);
});
