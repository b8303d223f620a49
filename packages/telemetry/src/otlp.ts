/** The exporters: loaded by `runtime` alone, and only for users who have configured one. */
export { type OpenedOtlp, type Otlp, openOtlp } from "./otlp/open-otlp.ts";
export type { OtlpSettings, OtlpTarget, OtlpTls } from "./otlp/otlp-settings.ts";
