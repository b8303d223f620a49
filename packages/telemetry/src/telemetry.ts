/** What code tells about its work, for whoever the user wants to have it; nothing by default. */
import type { EventAttributes, EventName } from "./event-table.ts";
import type { CounterTable, DurationTable, Tags } from "./metric-table.ts";

/** A piece of work that is traced, with what it is told with. */
export interface SpanTable {
  readonly run_turn: { readonly turn_id: string; readonly task: string };
  readonly stream_request: { readonly wire_api: string };
  readonly handle_tool_call: { readonly tool_name: string; readonly call_id: string };
}

/** The telemetry of one session. Nothing in it throws, waits, or changes how work goes. */
export interface Telemetry {
  /** A log record. */
  event<Name extends EventName>(name: Name, attributes: EventAttributes<Name>): void;
  /** Adds to a counter; a negative number adds nothing. */
  count<Name extends keyof CounterTable>(name: Name, tags: Tags<CounterTable[Name]>, by?: number): void;
  /** Adds a length of time in milliseconds to a histogram. */
  duration<Name extends keyof DurationTable>(name: Name, ms: number, tags: Tags<DurationTable[Name]>): void;
  /** Does the work as one span: spans and events that begin inside belong to it. A rejection marks it as failed. */
  inSpan<Name extends keyof SpanTable, Result>(
    name: Name,
    attributes: SpanTable[Name],
    work: () => Promise<Result>,
  ): Promise<Result>;
  /** The same session under another model. */
  forModel(model: string): Telemetry;
}

/** Who a session is to those who read its telemetry. */
export interface TelemetrySession {
  readonly conversationId: string;
  readonly appVersion: string;
  readonly originator: string;
  /** `exec`, `cli`, …: the front end. */
  readonly sessionSource: string;
  /** As 0.99.0 spells it; undefined when nobody is logged in. */
  readonly authMode: "ApiKey" | "Chatgpt" | undefined;
  readonly accountId: string | undefined;
  readonly email: string | undefined;
  /** The terminal as it stands in the user agent. */
  readonly terminal: string;
  readonly model: string;
}
