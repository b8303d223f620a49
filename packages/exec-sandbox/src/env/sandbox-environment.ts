/** How a command can tell that it is confined. */
import type { SandboxPlan } from "../sandbox/plan.ts";

/**
 * Adds the announcements of a plan. The one about the network follows the policy, so it is there also when
 * a command was approved to run unconfined (as in 0.99.0).
 */
export function sandboxEnvironment(
  env: Readonly<Record<string, string>>,
  plan: SandboxPlan,
): Record<string, string> {
  return {
    ...env,
    ...(plan.announcesNoNetwork ? { CODEX_SANDBOX_NETWORK_DISABLED: "1" } : {}),
    ...(plan.kind === "seatbelt" ? { CODEX_SANDBOX: "seatbelt" } : {}),
  };
}
