/** The name of a sandbox, for a request header and for metrics. */
import type { SandboxPolicy } from "@codex-ts/protocol";

/** What confines commands under this policy, in one word (Codex 0.99.0). */
export function sandboxTag(policy: SandboxPolicy, platform: string): string {
  if (policy.type === "danger-full-access") return "none";
  if (policy.type === "external-sandbox") return "external";
  if (platform === "linux") return "seccomp";
  return platform === "darwin" ? "seatbelt" : "none";
}
