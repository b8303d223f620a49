/** What the administrator allows. */
import * as z from "zod/mini";
import { Uint16 } from "../../numbers.ts";
import { WebSearchMode } from "../../settings/model-settings.ts";
import { ApprovalPolicy, SandboxMode } from "../../settings/policies.ts";

export const ResidencyRequirement = z.literal("us");
/** Where data must stay. */
export type ResidencyRequirement = z.infer<typeof ResidencyRequirement>;

export const NetworkRequirements = z.object({
  allowLocalBinding: z.nullable(z.boolean()),
  allowUnixSockets: z.nullable(z.array(z.string())),
  allowUpstreamProxy: z.nullable(z.boolean()),
  allowedDomains: z.nullable(z.array(z.string())),
  dangerouslyAllowNonLoopbackAdmin: z.nullable(z.boolean()),
  dangerouslyAllowNonLoopbackProxy: z.nullable(z.boolean()),
  deniedDomains: z.nullable(z.array(z.string())),
  enabled: z.nullable(z.boolean()),
  httpPort: z.nullable(Uint16),
  socksPort: z.nullable(Uint16),
});
/** Requirements for the managed proxy. */
export type NetworkRequirements = z.infer<typeof NetworkRequirements>;

export const ConfigRequirements = z.object({
  allowedApprovalPolicies: z.nullable(z.array(ApprovalPolicy)),
  allowedSandboxModes: z.nullable(z.array(SandboxMode)),
  allowedWebSearchModes: z.nullable(z.array(WebSearchMode)),
  enforceResidency: z.nullable(ResidencyRequirement),
  network: z.nullable(NetworkRequirements),
});
/** Requirements; null means free choice. */
export type ConfigRequirements = z.infer<typeof ConfigRequirements>;

export const ConfigRequirementsReadResponse = z.object({ requirements: z.nullable(ConfigRequirements) });
/** Answer of `configRequirements/read`: null when there are none. */
export type ConfigRequirementsReadResponse = z.infer<typeof ConfigRequirementsReadResponse>;
