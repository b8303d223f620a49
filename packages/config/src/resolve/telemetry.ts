import type { RawConfig } from "../raw/config-table.ts";
import type { ExporterSettings, TelemetrySettings } from "../resolved-config.ts";

type RawExporter = NonNullable<NonNullable<RawConfig["otel"]>["exporter"]>;

/**
 * What may be told to others: nothing, unless the user names an exporter. The vendor's own collector
 * (`statsig`) counts as none.
 */
export function resolveTelemetry({ analytics, feedback, otel }: RawConfig): TelemetrySettings {
  const logs = resolveExporter(otel?.exporter);
  return {
    areAnalyticsEnabled: analytics?.enabled,
    isFeedbackEnabled: feedback?.enabled ?? true,
    logsUserPrompt: otel?.log_user_prompt ?? false,
    environment: otel?.environment ?? "dev",
    logs,
    traces: otel?.trace_exporter === undefined ? logs : resolveExporter(otel.trace_exporter),
    metrics: resolveExporter(otel?.metrics_exporter),
  };
}

function resolveExporter(exporter: RawExporter | undefined): ExporterSettings | undefined {
  if (exporter === undefined || typeof exporter === "string") return undefined;
  const { "otlp-http": http, "otlp-grpc": grpc } = exporter;
  const chosen = http ?? grpc;
  if (!chosen) return undefined;
  return {
    protocol: http ? `http-${http.protocol}` : "grpc",
    endpoint: chosen.endpoint,
    headers: chosen.headers ?? {},
    tls: chosen.tls && {
      caCertificate: chosen.tls["ca-certificate"],
      clientCertificate: chosen.tls["client-certificate"],
      clientPrivateKey: chosen.tls["client-private-key"],
    },
  };
}
