import type { ApprovalPolicy, SandboxPolicy } from "@codex-ts/protocol";
import type { ConfigWarning } from "../diagnostics.ts";
import type { Requirement, RequirementSettings } from "../resolved-config.ts";
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
  const details = refusal(field, value, requirement);
  return {
    code: "requirement-fallback",
    message: `Configured value for \`${field}\` is disallowed by requirements; falling back to required value \`${fallback}\`. Details: ${details}`,
    place: undefined,
  };
}

/**
 * Why policies that somebody wants while a thread is open are not allowed; undefined when they are. Nothing
 * is replaced here: whoever asks is there to be told.
 */
export function refusePolicies(
  requirements: RequirementSettings,
  wanted: {
    readonly approvalPolicy: ApprovalPolicy | undefined;
    readonly sandboxPolicy: SandboxPolicy | undefined;
  },
): string | undefined {
  return (
    refuse("approval_policy", wanted.approvalPolicy, requirements.approvalPolicies) ??
    refuse("sandbox_mode", wanted.sandboxPolicy?.type, requirements.sandboxModes)
  );
}

function refuse(
  field: string,
  value: string | undefined,
  requirement: Requirement<readonly string[]> | undefined,
): string | undefined {
  if (value === undefined || !requirement || requirement.value.includes(value)) return undefined;
  return refusal(field, value, requirement);
}

function refusal(field: string, value: string, requirement: Requirement<readonly string[]>): string {
  const allowed = requirement.value.join(", ");
  return `invalid value for \`${field}\`: \`${value}\` is not in the allowed set [${allowed}] (set by ${requirement.source})`;
}
