/** A question about policies. */
import type { SandboxPolicy } from "./sandbox-policy.ts";

/** True when the policy lets commands reach the network. */
export function hasNetworkAccess(policy: SandboxPolicy): boolean {
  switch (policy.type) {
    case "danger-full-access":
      return true;
    case "read-only":
      return false;
    case "external-sandbox":
      return policy.network_access === "enabled";
    case "workspace-write":
      return policy.network_access;
  }
}
