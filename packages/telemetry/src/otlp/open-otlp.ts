/** Opens the exporters of a process. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Telemetry, TelemetrySession } from "../telemetry.ts";
import { checkTarget } from "./check-target.ts";
import { type CheckedOutlet, type Kind, openOutlets } from "./open-outlets.ts";
import type { OtlpSettings } from "./otlp-settings.ts";
import { parentContext } from "./parent-context.ts";
import { createSessionTelemetry, type SharedOutlets } from "./session-telemetry.ts";

/** The exporters of a process. */
export interface Otlp {
  forSession(session: TelemetrySession): Telemetry;
  /** Sends what waits, within the limit of the settings, then lets go of everything; never rejects. */
  close(): Promise<void>;
}

/** The exporters, or a reason for the user why there are none. */
export type OpenedOtlp =
  | { readonly ok: true; readonly otlp: Otlp }
  | { readonly ok: false; readonly reason: string };

const KINDS = ["logs", "traces", "metrics"] as const satisfies readonly Kind[];

/** Reads and checks what the targets need; connects with the first batch only. */
export async function openOtlp(settings: OtlpSettings, signal: AbortSignal): Promise<OpenedOtlp> {
  const checked: { -readonly [K in Kind]: CheckedOutlet | undefined } = {
    logs: undefined,
    traces: undefined,
    metrics: undefined,
  };
  for (const kind of KINDS) {
    const wanted = settings[kind];
    if (!wanted) continue;
    const result = await checkTarget(wanted, signal);
    if (!result.ok) return { ok: false, reason: `${kind}: ${result.reason}` };
    checked[kind] = { wanted, target: result.target };
  }
  return { ok: true, otlp: await createOtlp(settings, checked) };
}

async function createOtlp(settings: OtlpSettings, checked: Parameters<typeof openOutlets>[1]): Promise<Otlp> {
  const outlets = await openOutlets(settings, checked);
  const shared: SharedOutlets = {
    outlets,
    spans: new AsyncLocalStorage(),
    root: parentContext(settings.env),
    logsPrompts: settings.logsPrompts,
    clock: settings.clock,
    counters: new Map(),
    histograms: new Map(),
  };
  return {
    forSession: (session) => createSessionTelemetry(shared, session),
    async close() {
      const limit = setTimeout(() => outlets.close(), settings.closeLimitMs);
      await outlets.flush();
      clearTimeout(limit);
      outlets.close();
    },
  };
}
