/** The telemetry of one session, handed to the outlets of the process. */
import type { AsyncLocalStorage } from "node:async_hooks";
import {
  type Context,
  type Counter,
  type Histogram,
  SeverityNumber,
  type Span,
  SpanStatusCode,
  trace,
  ValueType,
} from "@opentelemetry/api";
import type { EventName } from "../event-table.ts";
import type { SpanTable, Telemetry, TelemetrySession } from "../telemetry.ts";
import type { Outlets } from "./open-outlets.ts";
import { redactSecrets } from "./redact-secrets.ts";
import { type SentAttributes, writeEventAttributes, writeTags } from "./write-attributes.ts";

/** What all sessions of the process share. */
export interface SharedOutlets {
  readonly outlets: Outlets;
  /** The span that work runs in, followed through everything it waits for. */
  readonly spans: AsyncLocalStorage<Context>;
  /** Where a piece of work belongs that runs in no span. */
  readonly root: Context;
  readonly logsPrompts: boolean;
  readonly clock: { now(): number };
  /** Instruments by name: the SDK makes a new one for every call. */
  readonly counters: Map<string, Counter>;
  readonly histograms: Map<string, Histogram>;
}

/** Makes the telemetry of a session. */
export function createSessionTelemetry(shared: SharedOutlets, session: TelemetrySession): Telemetry {
  const tags = writeTags(sessionTags(session));
  const attributes = sessionAttributes(session);
  const context = () => shared.spans.getStore() ?? shared.root;
  const telemetry: Telemetry = {
    event(name, values) {
      emitEvent(shared, name, attributes, values, context());
    },
    count(name, values, by = 1) {
      counterOf(shared, name)?.add(by, { ...tags, ...writeTags(values) });
    },
    duration(name, ms, values) {
      histogramOf(shared, name)?.record(Math.max(0, Math.round(ms)), { ...tags, ...writeTags(values) });
    },
    inSpan: (name, values, work) =>
      inSpan(
        shared,
        { name, attributes: { "conversation.id": session.conversationId, model: session.model, ...values } },
        context(),
        work,
      ),
    forModel: (model) =>
      model === session.model ? telemetry : createSessionTelemetry(shared, { ...session, model }),
  };
  return telemetry;
}

/** Of all events (Codex 0.99.0). */
function sessionAttributes(session: TelemetrySession): SentAttributes {
  const attributes = {
    "conversation.id": session.conversationId,
    "app.version": session.appVersion,
    auth_mode: session.authMode,
    originator: session.originator,
    "user.account_id": session.accountId,
    "user.email": session.email,
    "terminal.type": session.terminal,
    model: session.model,
    slug: session.model,
  };
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** Of all metrics (Codex 0.99.0): nothing that names the user. */
function sessionTags(session: TelemetrySession) {
  return {
    auth_mode: session.authMode,
    session_source: session.sessionSource,
    originator: session.originator,
    model: session.model,
    "app.version": session.appVersion,
  };
}

function emitEvent(
  { outlets, logsPrompts, clock }: SharedOutlets,
  name: EventName,
  attributes: SentAttributes,
  values: Readonly<Record<string, unknown>>,
  context: Context,
): void {
  const now = clock.now();
  outlets.logger?.emit({
    eventName: name,
    timestamp: now,
    observedTimestamp: now,
    severityNumber: SeverityNumber.INFO,
    severityText: "INFO",
    attributes: {
      "event.name": name,
      "event.timestamp": new Date(now).toISOString(),
      ...attributes,
      ...writeEventAttributes(name, values, logsPrompts),
    },
    context,
  });
}

async function inSpan<Result>(
  { outlets: { tracer }, spans }: SharedOutlets,
  { name, attributes }: { readonly name: keyof SpanTable; readonly attributes: SentAttributes },
  parent: Context,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!tracer) return work();
  const span: Span = tracer.startSpan(name, { attributes }, parent);
  try {
    return await spans.run(trace.setSpan(parent, span), work);
  } catch (error) {
    const message = redactSecrets(error instanceof Error ? error.message : String(error));
    span.setStatus({ code: SpanStatusCode.ERROR, message });
    throw error;
  } finally {
    span.end();
  }
}

function counterOf({ outlets: { meter }, counters }: SharedOutlets, name: string): Counter | undefined {
  const counter = counters.get(name) ?? meter?.createCounter(name, { valueType: ValueType.INT });
  if (counter) counters.set(name, counter);
  return counter;
}

function histogramOf({ outlets: { meter }, histograms }: SharedOutlets, name: string): Histogram | undefined {
  const histogram =
    histograms.get(name) ??
    meter?.createHistogram(name, { unit: "ms", description: "Duration in milliseconds." });
  if (histogram) histograms.set(name, histogram);
  return histogram;
}
