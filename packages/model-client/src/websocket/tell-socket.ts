/** What telemetry hears of a WebSocket. */
import type { ResponseEvent } from "@codex-ts/protocol";
import { noTelemetry, type Telemetry } from "@codex-ts/telemetry";
import { kindOf, tellUsage } from "../transport/event-teller.ts";

/** Tells of one request and the frames that answer it. */
export interface SocketTeller {
  /** The request has gone out, or it could not. */
  sent(problem: string | undefined): void;
  /** The wait for the next frame begins. */
  wait(): void;
  /** A frame; `problem` is what was wrong with it, or with the connection when there is no frame. */
  frame(text: string | undefined, problem: string | undefined): void;
  /** The response is complete. */
  completed(event: Extract<ResponseEvent, { type: "completed" }>): void;
}

/** Makes the teller of one request, which begins now; without telemetry it does nothing. */
export function createSocketTeller(telemetry: Telemetry, clock: { now(): number }): SocketTeller {
  if (telemetry === noTelemetry) return SILENT;
  let since = clock.now();
  return {
    sent(problem) {
      const durationMs = clock.now() - since;
      const success = problem === undefined;
      telemetry.count("codex.websocket.request", { success });
      telemetry.duration("codex.websocket.request.duration_ms", durationMs, { success });
      telemetry.event("codex.websocket_request", {
        duration_ms: durationMs,
        success,
        "error.message": problem,
      });
    },
    wait() {
      since = clock.now();
    },
    frame(text, problem) {
      const durationMs = clock.now() - since;
      const kind = text === undefined ? undefined : kindOf(text);
      const success = problem === undefined;
      telemetry.count("codex.websocket.event", { kind: kind ?? "unknown", success });
      telemetry.duration("codex.websocket.event.duration_ms", durationMs, {
        kind: kind ?? "unknown",
        success,
      });
      telemetry.event("codex.websocket_event", {
        "event.kind": kind,
        duration_ms: durationMs,
        success,
        "error.message": problem,
      });
    },
    completed: (event) => tellUsage(telemetry, event),
  };
}

const SILENT: SocketTeller = {
  sent: () => undefined,
  wait: () => undefined,
  frame: () => undefined,
  completed: () => undefined,
};
