/** The closed lists of words that settings take, apart from the schemas, so that settings load without those. */
export { hasNetworkAccess } from "./settings/has-network-access.ts";

/** Values of `ApprovalPolicy`. */
export const approvalPolicies = ["untrusted", "on-failure", "on-request", "never"] as const;
/** Values of `SandboxMode`. */
export const sandboxModes = ["read-only", "workspace-write", "danger-full-access"] as const;
/** Values of `ReasoningEffort`. */
export const reasoningEfforts = ["none", "minimal", "low", "medium", "high", "xhigh"] as const;
/** Values of `ReasoningSummary`. */
export const reasoningSummaries = ["auto", "concise", "detailed", "none"] as const;
/** Values of `Verbosity`. */
export const verbosities = ["low", "medium", "high"] as const;
/** Values of `Personality`. */
export const personalities = ["none", "friendly", "pragmatic"] as const;
/** Values of `WebSearchMode`. */
export const webSearchModes = ["disabled", "cached", "live"] as const;
/** Values of `ModeKind`. */
export const modeKinds = ["plan", "default"] as const;
/** Older names of `default` in `ModeKind`: read from older files, never written. */
export const legacyModeKinds = ["code", "pair_programming", "execute", "custom"] as const;
