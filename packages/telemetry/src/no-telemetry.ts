/** The telemetry of everybody who has configured none. */
import type { Telemetry } from "./telemetry.ts";

/** Tells nobody anything, and costs nothing. */
export const noTelemetry: Telemetry = {
  event: () => undefined,
  count: () => undefined,
  duration: () => undefined,
  inSpan: (_name, _attributes, work) => work(),
  forModel: () => noTelemetry,
};
