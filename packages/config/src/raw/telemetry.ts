/** `[otel]`, `[analytics]` and `[feedback]`. */
import { boolean, choice, either, map, path, string, table } from "./schema.ts";

const tls = table({ "ca-certificate": path, "client-certificate": path, "client-private-key": path });

/** The members of an exporter that is written as a table; the first two say no more than their names. */
const exporterFields = {
  none: table({}),
  statsig: table({}),
  "otlp-http": table(
    { endpoint: string, headers: map(string), protocol: choice(["binary", "json"]), tls },
    { required: ["endpoint", "protocol"] },
  ),
  "otlp-grpc": table({ endpoint: string, headers: map(string), tls }, { required: ["endpoint"] }),
};

const exporter = either(
  choice(["none", "statsig"]),
  table(exporterFields, {
    rule: (value) =>
      Object.keys(value).length === 1 && Object.keys(value).every((key) => Object.hasOwn(exporterFields, key))
        ? undefined
        : { message: "an exporter is exactly one of `otlp-http` and `otlp-grpc`" },
  }),
  '"none", "statsig", or a table with `otlp-http` or `otlp-grpc`',
);

/** Exporters of logs, traces and metrics. */
export const otel = table({
  log_user_prompt: boolean,
  environment: string,
  exporter,
  trace_exporter: exporter,
  metrics_exporter: exporter,
});

/** Whether use is counted. */
export const analytics = table({ enabled: boolean });

/** Whether feedback can be sent. */
export const feedback = table({ enabled: boolean });
