import type { SettingsOverride } from "@codex-ts/protocol";
import type { SessionServices } from "../services.ts";

/** Why settings must not be overridden so; undefined when they may. */
export function refuseOverride(services: SessionServices, override: SettingsOverride): string | undefined {
  return services.refusePolicies?.({
    approvalPolicy: override.approval_policy,
    sandboxPolicy: override.sandbox_policy,
  });
}
