/** The messages of OTLP 1, as far as tests read them (opentelemetry-proto). */
import type { MessageFields } from "./decode-protobuf.ts";

const anyValue: MessageFields = {
  1: ["stringValue", "text"],
  2: ["boolValue", "varint"],
  3: ["intValue", "varint"],
  4: ["doubleValue", "double"],
};
const keyValue: MessageFields = { 1: ["key", "text"], 2: ["value", anyValue] };
const resource: MessageFields = { 1: ["attributes[]", keyValue] };

const logRecord: MessageFields = {
  2: ["severityNumber", "varint"],
  6: ["attributes[]", keyValue],
  9: ["traceId", "hex"],
  10: ["spanId", "hex"],
  12: ["eventName", "text"],
};

const span: MessageFields = {
  1: ["traceId", "hex"],
  2: ["spanId", "hex"],
  4: ["parentSpanId", "hex"],
  5: ["name", "text"],
  9: ["attributes[]", keyValue],
  15: ["status", { 2: ["message", "text"], 3: ["code", "varint"] }],
};

const numberPoint: MessageFields = {
  6: ["asInt", "fixed64"],
  4: ["asDouble", "double"],
  7: ["attributes[]", keyValue],
};
const histogramPoint: MessageFields = {
  4: ["count", "fixed64"],
  5: ["sum", "double"],
  9: ["attributes[]", keyValue],
};
const metric: MessageFields = {
  1: ["name", "text"],
  3: ["unit", "text"],
  7: ["sum", { 1: ["dataPoints[]", numberPoint], 2: ["aggregationTemporality", "varint"] }],
  9: ["histogram", { 1: ["dataPoints[]", histogramPoint], 2: ["aggregationTemporality", "varint"] }],
};

/** The three requests, by the last part of their path. */
export const otlpRequests = {
  logs: {
    1: [
      "resourceLogs[]",
      { 1: ["resource", resource], 2: ["scopeLogs[]", { 2: ["logRecords[]", logRecord] }] },
    ],
  },
  traces: {
    1: ["resourceSpans[]", { 1: ["resource", resource], 2: ["scopeSpans[]", { 2: ["spans[]", span] }] }],
  },
  metrics: {
    1: [
      "resourceMetrics[]",
      { 1: ["resource", resource], 2: ["scopeMetrics[]", { 2: ["metrics[]", metric] }] },
    ],
  },
} as const satisfies Readonly<Record<string, MessageFields>>;
