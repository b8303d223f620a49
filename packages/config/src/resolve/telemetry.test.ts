import { expect, test } from "@jest/globals";
import { resolveTelemetry } from "./telemetry.ts";

const collector = { "otlp-http": { endpoint: "http://c/v1", protocol: "json" as const } };
const exporter = { protocol: "http-json", endpoint: "http://c/v1", headers: {}, tls: undefined };

test("traces go where logs go, unless they have an exporter of their own", () => {
  expect(resolveTelemetry({ otel: { exporter: collector } })).toMatchObject({
    logs: exporter,
    traces: exporter,
    metrics: undefined,
  });
  expect(resolveTelemetry({ otel: { exporter: collector, trace_exporter: "none" } })).toMatchObject({
    logs: exporter,
    traces: undefined,
  });
});

test("the vendor's collector is nobody", () => {
  const settings = resolveTelemetry({
    otel: { exporter: "statsig", trace_exporter: "statsig", metrics_exporter: "statsig" },
  });
  expect(settings).toMatchObject({ logs: undefined, traces: undefined, metrics: undefined });
});
