/** The three kinds of telemetry, each with its own way out. */
import type { Logger, Meter, Tracer } from "@opentelemetry/api";
import {
  type ISerializer,
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from "@opentelemetry/otlp-transformer";
import { BatchLogRecordProcessor, LoggerProvider, type LogRecordExporter } from "@opentelemetry/sdk-logs";
import {
  AggregationTemporality,
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";
import { buildResource } from "./build-resource.ts";
import { createExporter, type Exporter } from "./create-exporter.ts";
import type { OtlpSettings, OtlpTarget } from "./otlp-settings.ts";
import { MAX_VALUE } from "./redact-secrets.ts";
import type { OpenTarget, Sender } from "./sender.ts";

/** What telemetry is handed to; undefined for a kind that nobody wants. */
export interface Outlets {
  readonly logger: Logger | undefined;
  readonly tracer: Tracer | undefined;
  readonly meter: Meter | undefined;
  /** Sends what waits; never rejects, and lasts as long as the receivers let it. */
  flush(): Promise<void>;
  /** Cuts off every connection. */
  close(): void;
}

/** A target of the settings, checked. */
export interface CheckedOutlet {
  readonly wanted: OtlpTarget;
  readonly target: OpenTarget;
}

/** The instrumentation scope, as 0.99.0 calls that of its metrics. */
const SCOPE = "codex";
/** Few enough that a full batch of long records stays below the 4 MiB that a gRPC server takes by default. */
const BATCH = { maxQueueSize: 2048, maxExportBatchSize: 128, scheduledDelayMillis: 1_000 };
/** How often metrics are sent, in milliseconds (OpenTelemetry's default). */
const METRICS_INTERVAL_MS = 60_000;

/** Paths of the three gRPC methods. */
const METHOD = {
  logs: "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
  traces: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
  metrics: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
} as const;

/** A kind of telemetry. */
export type Kind = keyof typeof METHOD;

/** Opens the outlets for the kinds that have a target. Nothing connects yet. */
export async function openOutlets(
  settings: OtlpSettings,
  checked: { readonly [K in Kind]: CheckedOutlet | undefined },
): Promise<Outlets> {
  const senders: Sender[] = [];

  async function open<Batch>(
    kind: Kind,
    json: ISerializer<Batch, unknown>,
    protobuf: ISerializer<Batch, unknown>,
  ): Promise<Exporter<Batch> | undefined> {
    const outlet = checked[kind];
    if (!outlet) return undefined;
    const sender = await createSender(kind, outlet, settings);
    senders.push(sender);
    const serializer = outlet.wanted.protocol === "http-json" ? json : protobuf;
    return createExporter(serializer, sender, tellOnce(kind, outlet, settings));
  }

  const [logs, traces, metrics] = await Promise.all([
    open("logs", JsonLogsSerializer, ProtobufLogsSerializer),
    open("traces", JsonTraceSerializer, ProtobufTraceSerializer),
    open("metrics", JsonMetricsSerializer, ProtobufMetricsSerializer),
  ]);
  const loggers = logs && openLogs(settings, logs, timeoutOf(checked.logs));
  const tracers = traces && openTraces(settings, traces, timeoutOf(checked.traces));
  const meters = metrics && openMetrics(settings, metrics, timeoutOf(checked.metrics));
  return {
    logger: loggers?.getLogger(SCOPE),
    tracer: tracers?.getTracer(SCOPE),
    meter: meters?.getMeter(SCOPE),
    async flush() {
      await Promise.allSettled([loggers?.shutdown(), tracers?.shutdown(), meters?.shutdown()]);
    },
    close() {
      for (const sender of senders) sender.close();
    },
  };
}

async function createSender(
  kind: Kind,
  { wanted, target }: CheckedOutlet,
  { env }: OtlpSettings,
): Promise<Sender> {
  if (wanted.protocol === "grpc") {
    const { createGrpcSender } = await import("./grpc-sender.ts");
    return createGrpcSender(target, METHOD[kind]);
  }
  const { createHttpSender } = await import("./http-sender.ts");
  const isJson = wanted.protocol === "http-json";
  return createHttpSender(target, isJson ? "application/json" : "application/x-protobuf", env);
}

/** A receiver that is away would otherwise be told of with every batch. */
function tellOnce(
  kind: Kind,
  { target: { url } }: CheckedOutlet,
  { onProblem }: OtlpSettings,
): (why: string) => void {
  let isTold = false;
  return (why) => {
    if (isTold) return;
    isTold = true;
    onProblem(`Some ${kind} could not be sent to ${url.origin}${url.pathname}: ${why}.`);
  };
}

/** The SDK's own limit comes after the sender's, which knows what happened. */
function timeoutOf(outlet: CheckedOutlet | undefined): number {
  return (outlet?.target.timeoutMs ?? 0) + 1_000;
}

function openLogs(settings: OtlpSettings, exporter: LogRecordExporter, timeoutMs: number): LoggerProvider {
  return new LoggerProvider({
    resource: buildResource(settings, "other"),
    logRecordLimits: { attributeValueLengthLimit: MAX_VALUE },
    processors: [new BatchLogRecordProcessor({ ...BATCH, exporter, exportTimeoutMillis: timeoutMs })],
  });
}

function openTraces(settings: OtlpSettings, exporter: SpanExporter, timeoutMs: number): TracerProvider {
  return new TracerProvider({
    resource: buildResource(settings, "other"),
    spanLimits: { attributeValueLengthLimit: MAX_VALUE },
    spanProcessors: [new BatchSpanProcessor({ ...BATCH, exporter, exportTimeoutMillis: timeoutMs })],
  });
}

function openMetrics(settings: OtlpSettings, exporter: PushMetricExporter, timeoutMs: number): MeterProvider {
  const reader = new PeriodicExportingMetricReader({
    exporter: { ...exporter, selectAggregationTemporality: () => AggregationTemporality.DELTA },
    exportIntervalMillis: Math.max(METRICS_INTERVAL_MS, timeoutMs),
    exportTimeoutMillis: timeoutMs,
  });
  return new MeterProvider({ resource: buildResource(settings, "metrics"), readers: [reader] });
}
