/** `configRequirements/read`: what an administrator allows. */
import type { ClientResult } from "@codex-ts/protocol/app-server";
import type { Runtime } from "@codex-ts/runtime";
import type { MethodHandler } from "../method-context.ts";
import { throwInternal } from "../to-rpc-error.ts";

type Required = Awaited<ReturnType<Runtime["settingsFiles"]["readRequirements"]>>;
type Shown = NonNullable<ClientResult<"configRequirements/read">["requirements"]>;

/** Null when nothing is required. */
export const configRequirementsRead: MethodHandler<"configRequirements/read"> = async (
  { runtime },
  _params,
  signal,
) => {
  try {
    return { requirements: toShown(await runtime.settingsFiles.readRequirements(signal)) };
  } catch (error) {
    throwInternal(error);
  }
};

function toShown(required: Required): Shown | null {
  if (Object.values(required).every((requirement) => requirement === undefined)) return null;
  return {
    allowedApprovalPolicies: required.approvalPolicies?.value.slice() ?? null,
    // Clients have no word for a sandbox that somebody else provides.
    allowedSandboxModes: required.sandboxModes?.value.filter((mode) => mode !== "external-sandbox") ?? null,
    allowedWebSearchModes: required.webSearchModes?.value.slice() ?? null,
    enforceResidency: required.residency?.value ?? null,
    network: required.network ? toNetwork(required.network.value) : null,
  };
}

function toNetwork(network: NonNullable<Required["network"]>["value"]): NonNullable<Shown["network"]> {
  return {
    enabled: network.enabled ?? null,
    httpPort: network.http_port ?? null,
    socksPort: network.socks_port ?? null,
    allowUpstreamProxy: network.allow_upstream_proxy ?? null,
    dangerouslyAllowNonLoopbackProxy: network.dangerously_allow_non_loopback_proxy ?? null,
    dangerouslyAllowNonLoopbackAdmin: network.dangerously_allow_non_loopback_admin ?? null,
    allowedDomains: network.allowed_domains?.slice() ?? null,
    deniedDomains: network.denied_domains?.slice() ?? null,
    allowUnixSockets: network.allow_unix_sockets?.slice() ?? null,
    allowLocalBinding: network.allow_local_binding ?? null,
  };
}
