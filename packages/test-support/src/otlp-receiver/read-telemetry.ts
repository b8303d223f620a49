/** From requests in OTLP's JSON form to plain values that tests compare. */

/** Attributes by name. */
export type ReceivedAttributes = Readonly<Record<string, string | number | boolean>>;

/** A log record. */
export interface ReceivedLog {
  readonly eventName: string;
  readonly attributes: ReceivedAttributes;
  /** Empty outside of any span. */
  readonly traceId: string;
  readonly spanId: string;
}

/** A span. */
export interface ReceivedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the root of a trace. */
  readonly parentSpanId: string;
  readonly attributes: ReceivedAttributes;
  readonly hasFailed: boolean;
}

/** One point of a metric. */
export interface ReceivedPoint {
  readonly name: string;
  readonly kind: "counter" | "histogram";
  readonly isDelta: boolean;
  readonly attributes: ReceivedAttributes;
  /** The count of a counter, or how many values a histogram holds. */
  readonly count: number;
}

/** A request as an exporter wrote it. */
export interface OtlpRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body without any framing. */
  readonly bytes: Buffer;
  readonly message: Message;
}

/** Any object of OTLP's JSON form. */
export interface Message {
  readonly [name: string]: unknown;
}

/** All log records, in order. */
export function readLogs(requests: readonly OtlpRequest[]): readonly ReceivedLog[] {
  return records(requests, ["resourceLogs", "scopeLogs", "logRecords"]).map((log) => ({
    eventName: text(log, "eventName"),
    attributes: attributesOf(log),
    traceId: text(log, "traceId"),
    spanId: text(log, "spanId"),
  }));
}

/** All spans, in the order of their ends. */
export function readSpans(requests: readonly OtlpRequest[]): readonly ReceivedSpan[] {
  return records(requests, ["resourceSpans", "scopeSpans", "spans"]).map((span) => ({
    name: text(span, "name"),
    traceId: text(span, "traceId"),
    spanId: text(span, "spanId"),
    parentSpanId: text(span, "parentSpanId"),
    attributes: attributesOf(span),
    // 2 stands for an error (OTLP).
    hasFailed: child(span, "status")?.["code"] === 2,
  }));
}

/** All points of all metrics. */
export function readPoints(requests: readonly OtlpRequest[]): readonly ReceivedPoint[] {
  return records(requests, ["resourceMetrics", "scopeMetrics", "metrics"]).flatMap((metric) => {
    const sum = child(metric, "sum");
    const data = sum ?? child(metric, "histogram") ?? {};
    return list(data, "dataPoints").map(
      (point): ReceivedPoint => ({
        name: text(metric, "name"),
        kind: sum ? "counter" : "histogram",
        // 1 stands for delta, 2 for cumulative (OTLP).
        isDelta: data["aggregationTemporality"] === 1,
        attributes: attributesOf(point),
        count: Number(point["asInt"] ?? point["asDouble"] ?? point["count"]),
      }),
    );
  });
}

/** The attributes of the sender, of one request. */
export function readResource({ message }: OtlpRequest): ReceivedAttributes {
  const [first] = ["resourceLogs", "resourceSpans", "resourceMetrics"].flatMap((key) => list(message, key));
  const resource = first && child(first, "resource");
  return resource ? attributesOf(resource) : {};
}

function records(requests: readonly OtlpRequest[], keys: readonly string[]): readonly Message[] {
  return keys.reduce<readonly Message[]>(
    (messages, key) => messages.flatMap((message) => list(message, key)),
    requests.map(({ message }) => message),
  );
}

function attributesOf(message: Message): ReceivedAttributes {
  return Object.fromEntries(
    list(message, "attributes").map((pair) => {
      const value = child(pair, "value") ?? {};
      const number = value["intValue"] ?? value["doubleValue"];
      const plain =
        value["stringValue"] ?? (number === undefined ? Boolean(value["boolValue"]) : Number(number));
      return [text(pair, "key"), plain as string | number | boolean];
    }),
  );
}

function text(message: Message, key: string): string {
  const value = message[key];
  return typeof value === "string" ? value : "";
}

function child(message: Message, key: string): Message | undefined {
  return message[key] as Message | undefined;
}

function list(message: Message, key: string): readonly Message[] {
  return (message[key] as readonly Message[] | undefined) ?? [];
}
