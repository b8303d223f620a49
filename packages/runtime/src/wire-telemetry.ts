/** From resolved settings to telemetry: none, and nothing loaded for it, unless the user names an exporter. */
import type { ExporterSettings, ResolvedConfig } from "@codex-ts/config";
import { resolveOriginator } from "@codex-ts/model-client";
import { untilAborted } from "@codex-ts/std";
import { noTelemetry, type Telemetry, type TelemetrySession } from "@codex-ts/telemetry";
import type { OpenedOtlp, OtlpSettings, OtlpTarget } from "@codex-ts/telemetry/otlp";
import type { RuntimeOptions } from "./runtime-options.ts";

/** Gives the settings that telemetry is opened from; called only by the first who opens it. */
export type LoadTelemetrySettings = (signal: AbortSignal) => Promise<Pick<ResolvedConfig, "telemetry">>;

/** The telemetry of a process. */
export interface TelemetrySupport {
  /**
   * Opens what the settings ask for, once: the first settings hold for the life of the process. When that cannot be
   * done, the user is told so once, and there is no telemetry. Settings that cannot be loaded reject.
   */
  open(load: LoadTelemetrySettings, signal: AbortSignal): Promise<void>;
  /** The telemetry of a session; that of nobody before `open` and where there is none. */
  forSession(session: TelemetrySession): Telemetry;
  /** Sends what waits, within a limited time. */
  close(): Promise<void>;
}

/** For one request, where the environment says nothing, in milliseconds (OTLP). */
const TIMEOUT_MS = 10_000;
/** Nobody waits longer than this at the end of a run for a receiver that is slow or away, in milliseconds. */
const CLOSE_LIMIT_MS = 3_000;

/** Nothing is opened before the first call. */
export function createTelemetrySupport(options: RuntimeOptions): TelemetrySupport {
  const life = new AbortController();
  let opening: Promise<OpenedOtlp | undefined> | undefined;
  let opened: OpenedOtlp | undefined;
  return {
    async open(load, signal) {
      opening ??= openExporters(options, load, life.signal).catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      opened = await untilAborted(opening, signal);
    },
    forSession: (session) => (opened?.ok ? opened.otlp.forSession(session) : noTelemetry),
    async close() {
      life.abort();
      if (opened?.ok) await opened.otlp.close();
    },
  };
}

async function openExporters(
  options: RuntimeOptions,
  load: LoadTelemetrySettings,
  signal: AbortSignal,
): Promise<OpenedOtlp | undefined> {
  const settings = toOtlpSettings(options, await load(signal));
  if (!settings.logs && !settings.traces && !settings.metrics) return undefined;
  const { openOtlp } = await import("@codex-ts/telemetry/otlp");
  const opened = await openOtlp(settings, signal);
  if (!opened.ok) options.tell(`Could not create otel exporter: ${opened.reason}`);
  return opened;
}

function toOtlpSettings(
  options: RuntimeOptions,
  { telemetry }: Pick<ResolvedConfig, "telemetry">,
): OtlpSettings {
  const { env } = options;
  const isCounting = telemetry.areAnalyticsEnabled ?? options.areAnalyticsOnByDefault;
  return {
    logs: toTarget(telemetry.logs, "LOGS", env),
    traces: toTarget(telemetry.traces, "TRACES", env),
    metrics: isCounting ? toTarget(telemetry.metrics, "METRICS", env) : undefined,
    logsPrompts: telemetry.logsUserPrompt,
    serviceName: resolveOriginator(env, options.originator),
    serviceVersion: options.version,
    environment: telemetry.environment,
    osName: options.osName,
    osVersion: options.osVersion,
    env,
    clock: { now: () => Date.now() },
    closeLimitMs: CLOSE_LIMIT_MS,
    onProblem: options.tell,
  };
}

function toTarget(
  exporter: ExporterSettings | undefined,
  kind: "LOGS" | "TRACES" | "METRICS",
  env: RuntimeOptions["env"],
): OtlpTarget | undefined {
  return exporter && { ...exporter, timeoutMs: timeoutMs(kind, env) };
}

/** The kind's own variable comes first (OpenTelemetry); what is no positive number is none. */
function timeoutMs(kind: string, env: RuntimeOptions["env"]): number {
  const names = [`OTEL_EXPORTER_OTLP_${kind}_TIMEOUT`, "OTEL_EXPORTER_OTLP_TIMEOUT"];
  const given = names.map((name) => Number(env[name] ?? "")).find((ms) => ms > 0);
  return Math.min(given ?? TIMEOUT_MS, 0x7fff_ffff);
}
