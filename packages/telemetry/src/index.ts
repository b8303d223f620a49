export type { EventAttributes, EventName } from "./event-table.ts";
export type { CounterName, CounterTags, DurationName, DurationTags } from "./metric-table.ts";
export { noTelemetry } from "./no-telemetry.ts";
export { previewText } from "./preview-text.ts";
export type { SpanTable, Telemetry, TelemetrySession } from "./telemetry.ts";
