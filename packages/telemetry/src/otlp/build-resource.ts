/** Who sends the telemetry. */
import { type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import type { OtlpSettings } from "./otlp-settings.ts";

/** The SDK's name in its own attributes (OpenTelemetry's conventions). */
const SDK = { "telemetry.sdk.name": "opentelemetry", "telemetry.sdk.language": "nodejs" };

/** The attributes of all telemetry; those about the system go with metrics only, as in 0.99.0. */
export function buildResource(settings: OtlpSettings, kind: "metrics" | "other"): Resource {
  const system = kind === "metrics" ? { os: settings.osName, os_version: settings.osVersion } : {};
  return resourceFromAttributes({
    ...SDK,
    ...givenAttributes(settings.env["OTEL_RESOURCE_ATTRIBUTES"] ?? ""),
    "service.name": settings.serviceName,
    "service.version": settings.serviceVersion,
    env: settings.environment,
    ...system,
  });
}

/** `key=value` pairs between commas (OpenTelemetry's form); what is none is left out. */
function givenAttributes(text: string): Record<string, string> {
  const pairs = text.split(",").map((pair) => pair.split("="));
  return Object.fromEntries(
    pairs.flatMap(([key, ...value]) =>
      key?.trim() && value.length > 0 ? [[key.trim(), value.join("=").trim()]] : [],
    ),
  );
}
