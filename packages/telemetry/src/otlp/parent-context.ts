/** The trace that this process is a part of. */
import { type Context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { parseTraceParent, TraceState } from "@opentelemetry/core";

/** The context that `TRACEPARENT` and `TRACESTATE` tell (W3C); the root where they say nothing valid. */
export function parentContext(env: Readonly<Record<string, string | undefined>>): Context {
  const parent = parseTraceParent(env["TRACEPARENT"] ?? "");
  if (!parent) return ROOT_CONTEXT;
  const state = env["TRACESTATE"];
  return trace.setSpanContext(ROOT_CONTEXT, {
    ...parent,
    isRemote: true,
    ...(state ? { traceState: new TraceState(state) } : {}),
  });
}
