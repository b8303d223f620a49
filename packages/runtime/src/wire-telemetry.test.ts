import { createDeferred } from "@codex-ts/std";
import { noTelemetry, type TelemetrySession } from "@codex-ts/telemetry";
import { type OtlpReceiver, otlpReceiver, tempHome, tempRepo } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { plainRequest, testOptions, testRuntime } from "../test/test-runtime.ts";
import type { RuntimeOptions } from "./runtime-options.ts";
import { createTelemetrySupport } from "./wire-telemetry.ts";

const { signal } = new AbortController();

const session: TelemetrySession = {
  conversationId: "thread-1",
  appVersion: "0.99.0",
  originator: "runtime_test",
  sessionSource: "exec",
  authMode: undefined,
  accountId: undefined,
  email: undefined,
  terminal: "dumb",
  model: "model-a",
};

const exporting = ({ origin }: OtlpReceiver, key: string) =>
  `${key} = { otlp-http = { endpoint = "${origin}/${key}", protocol = "json" } }`;

/** Opens telemetry with these settings, tells a little of everything, and gives what the user was told. */
async function tellWith(config: string, changes: Partial<RuntimeOptions> = {}): Promise<readonly string[]> {
  await using home = await tempHome({ model: { baseUrl: "http://127.0.0.1:1/v1" }, config });
  await using repo = await tempRepo({});
  const sentences: string[] = [];
  const tell = (sentence: string) => void sentences.push(sentence);
  const runtime = await testRuntime(home, repo.path);
  const settings = await runtime.loadSettings(plainRequest, signal);
  const support = createTelemetrySupport({ ...testOptions(home, repo.path), ...changes, tell });
  expect(support.forSession(session)).toBe(noTelemetry);
  await support.open(async () => settings, signal);
  const telemetry = support.forSession(session);
  telemetry.event("codex.sse_event", { "event.kind": "response.created" });
  telemetry.count("codex.mcp.call", { status: "ok" });
  await support.close();
  return sentences;
}

test("without exporters there is the telemetry that does nothing", async () => {
  await using home = await tempHome({ model: { baseUrl: "http://127.0.0.1:1/v1" } });
  await using repo = await tempRepo({});
  const runtime = await testRuntime(home, repo.path);
  const support = createTelemetrySupport({ ...testOptions(home, repo.path), areAnalyticsOnByDefault: true });
  const settings = await runtime.loadSettings(plainRequest, signal);
  await support.open(async () => settings, signal);
  expect(support.forSession(session)).toBe(noTelemetry);
});

test.each([
  ["", false, []],
  ["", true, ["/metrics_exporter"]],
  ["[analytics]\nenabled = true\n", false, ["/metrics_exporter"]],
  ["[analytics]\nenabled = false\n", true, []],
])("%j with a default of %s sends metrics to %j", async (analytics, areAnalyticsOnByDefault, paths) => {
  await using receiver = await otlpReceiver();
  const config = `${analytics}[otel]\n${exporting(receiver, "metrics_exporter")}`;
  expect(await tellWith(config, { areAnalyticsOnByDefault })).toEqual([]);
  expect(receiver.requests.map((request) => request.path)).toEqual(paths);
});

test.each([
  [{ OTEL_EXPORTER_OTLP_TIMEOUT: "40" }, 40],
  [{ OTEL_EXPORTER_OTLP_LOGS_TIMEOUT: "30", OTEL_EXPORTER_OTLP_TIMEOUT: "40" }, 30],
  [{ OTEL_EXPORTER_OTLP_LOGS_TIMEOUT: "soon", OTEL_EXPORTER_OTLP_TIMEOUT: "40" }, 40],
])("the environment limits requests: %j", async (env, expected) => {
  await using receiver = await otlpReceiver("http", "never");
  const config = `[otel]\n${exporting(receiver, "exporter")}\ntrace_exporter = "none"`;
  expect(await tellWith(config, { env })).toEqual([
    `Some logs could not be sent to ${receiver.origin}/exporter: no answer within ${expected} ms.`,
  ]);
});

test("what cannot be opened is told once, however many threads are opened", async () => {
  const config = '[otel]\nexporter = { otlp-grpc = { endpoint = "nowhere" } }';
  await using home = await tempHome({ model: { baseUrl: "http://127.0.0.1:1/v1" }, config });
  const sentences: string[] = [];
  const tell = (sentence: string) => void sentences.push(sentence);
  const runtime = await testRuntime(home, home.home, { options: { tell } });
  for (let count = 0; count < 2; count += 1) {
    const { thread } = await runtime.openThread(plainRequest, signal);
    await thread.close();
  }
  await runtime.close();
  expect(sentences).toEqual([
    'Could not create otel exporter: logs: the endpoint "nowhere" is not an http:// or https:// URL',
  ]);
});

test("who opens it first waits alone: another who gives up takes nothing from it", async () => {
  await using home = await tempHome({ model: { baseUrl: "http://127.0.0.1:1/v1" } });
  await using repo = await tempRepo({});
  const runtime = await testRuntime(home, repo.path);
  const settings = await runtime.loadSettings(plainRequest, signal);
  const support = createTelemetrySupport(testOptions(home, repo.path));
  const gate = createDeferred<typeof settings>();
  const hasty = new AbortController();
  const given = support.open(() => gate.promise, hasty.signal);
  const patient = support.open(() => Promise.reject(new Error("opened twice")), signal);
  hasty.abort(new Error("enough"));
  await expect(given).rejects.toThrow("enough");
  gate.resolve(settings);
  await expect(patient).resolves.toBeUndefined();
});

test.each([
  ["exec", ["/there"]],
  ["vscode", ["/home"]],
] as const)("a process of %s sends to %j", async (source, paths) => {
  await using receiver = await otlpReceiver();
  const target = (name: string) =>
    `[otel]\nexporter = { otlp-http = { endpoint = "${receiver.origin}/${name}", protocol = "json" } }\n`;
  await using repo = await tempRepo({ ".codex/config.toml": target("there") });
  const trust = `[projects.${JSON.stringify(repo.path)}]\ntrust_level = "trusted"\n`;
  await using home = await tempHome({
    model: { baseUrl: "http://127.0.0.1:1/v1" },
    config: `${target("home")}${trust}`,
  });
  const runtime = await testRuntime(home, home.home, { options: { source } });
  const { thread } = await runtime.openThread({ ...plainRequest, cwd: repo.path }, signal);
  await thread.close();
  await runtime.close();
  expect([...new Set(receiver.requests.map((request) => request.path))]).toEqual(paths);
});
