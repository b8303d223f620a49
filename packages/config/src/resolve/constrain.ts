import type { ConfigWarning } from "../diagnostics.ts";
import type { Requirement } from "../resolved-config.ts";
import type { ResolveContext } from "./context.ts";

/** A setting that an administrator may restrict. */
export interface Constrainable<Value extends string> {
  readonly field: string;
  readonly value: Value;
  /** Whether the user asked for the value; a default is replaced without a word. */
  readonly isExplicit: boolean;
  readonly requirement: Requirement<readonly string[]> | undefined;
  /** What is used instead, strongest wish first; the first allowed one counts. */
  readonly fallbacks: readonly Value[];
}

/** The value itself where it is allowed, else the first allowed fallback (and a warning when it was asked for). */
export function constrain<Value extends string>(
  context: Pick<ResolveContext, "warn">,
  setting: Constrainable<Value>,
): Value {
  const { field, value, requirement } = setting;
  if (!requirement || requirement.value.includes(value)) return value;
  const fallback = setting.fallbacks.find((candidate) => requirement.value.includes(candidate)) ?? value;
  if (setting.isExplicit) context.warn(fallbackWarning(field, value, fallback, requirement));
  return fallback;
}

function fallbackWarning(
  field: string,
  value: string,
  fallback: string,
  requirement: Requirement<readonly string[]>,
): ConfigWarning {
  const details = `invalid value for \`${field}\`: \`${value}\` is not in the allowed set [${requirement.value.join(", ")}] (set by ${requirement.source})`;
  return {
    code: "requirement-fallback",
    message: `Configured value for \`${field}\` is disallowed by requirements; falling back to required value \`${fallback}\`. Details: ${details}`,
    place: undefined,
  };
}
