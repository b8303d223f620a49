export { noTelemetry } from "./no-telemetry.ts";
export { previewText } from "./preview-text.ts";
export type { Telemetry, TelemetrySession } from "./telemetry.ts";
