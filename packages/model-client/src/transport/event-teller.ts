/** What telemetry hears of the events of a response. */
import { parseJsonObject, type ResponseEvent } from "@codex-ts/protocol";
import { noTelemetry, type Telemetry } from "@codex-ts/telemetry";
import { ModelError } from "../errors.ts";

/** Tells of one response. */
export interface EventTeller {
  /** Called when the wait for the next event begins: what its reader does in between is not the server's time. */
  wait(): void;
  /** An event with what it was read as. */
  event(data: string, read: ResponseEvent | ModelError | undefined): void;
  /** The stream broke before its end. */
  failure(message: string): void;
}

/** Makes the teller of one response; without telemetry it does nothing. */
export function createEventTeller(telemetry: Telemetry, clock: { now(): number }): EventTeller {
  if (telemetry === noTelemetry) return SILENT;
  let since = clock.now();

  const tell = (kind: string | undefined, problem: string | undefined) => {
    const durationMs = clock.now() - since;
    const tags = { kind: kind ?? "unknown", success: problem === undefined };
    telemetry.count("codex.sse_event", tags);
    telemetry.duration("codex.sse_event.duration_ms", durationMs, tags);
    telemetry.event("codex.sse_event", {
      "event.kind": kind,
      duration_ms: durationMs,
      "error.message": problem,
    });
  };

  return {
    wait() {
      since = clock.now();
    },
    event(data, read) {
      tell(kindOf(data), read instanceof ModelError ? read.message : undefined);
      if (read && !(read instanceof ModelError) && read.type === "completed") tellUsage(telemetry, read);
    },
    failure: (message) => tell(undefined, message),
  };
}

const SILENT: EventTeller = { wait: () => undefined, event: () => undefined, failure: () => undefined };

/** Tells of tokens, under the name of server-sent events over every transport, as in 0.99.0. */
export function tellUsage(
  telemetry: Telemetry,
  { usage }: Extract<ResponseEvent, { type: "completed" }>,
): void {
  if (!usage) return;
  telemetry.event("codex.sse_event", {
    "event.kind": "response.completed",
    input_token_count: usage.input_tokens,
    output_token_count: usage.output_tokens,
    cached_token_count: usage.cached_input_tokens,
    reasoning_token_count: usage.reasoning_output_tokens,
    tool_token_count: usage.total_tokens,
  });
}

/** The type that an event names. */
export function kindOf(data: string): string | undefined {
  const kind = parseJsonObject(data)?.["type"];
  return typeof kind === "string" ? kind : undefined;
}
