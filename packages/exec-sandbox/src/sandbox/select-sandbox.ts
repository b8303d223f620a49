/** The one place where it is decided how a command is confined. */
import type { SandboxPolicy } from "@codex-ts/protocol";
import { hasNetworkAccess } from "@codex-ts/protocol/words";
import { ExecSandboxError } from "../errors.ts";
import { trustedBubblewrap } from "./find-bubblewrap.ts";
import type { ManagedNetwork, NetworkAccess } from "./managed-network.ts";
import {
  type BubblewrapPlan,
  type LinuxPlan,
  planKey,
  type SandboxPlan,
  type UnconfinedReason,
} from "./plan.ts";
import { realPathOr } from "./real-path-or.ts";
import { seatbeltParameters, seatbeltProfile } from "./seatbelt-profile.ts";
import type { SandboxSupport } from "./support.ts";
import { missingRoots, type WritableRoot, writableRoots } from "./writable-roots.ts";

/** For policies that leave the disk alone, when they are confined for the sake of the network. */
const WHOLE_TREE: WritableRoot = { path: "/", isFolder: true, aliases: ["/"], readOnlyPaths: [] };

/** Whether somebody entitled to it has let this very command run without a sandbox. */
export type SandboxApproval = "keep-sandbox" | "approved-without-sandbox";

/** All that the decision depends on. */
export interface SandboxRequest {
  readonly policy: SandboxPolicy;
  /** The turn's working folder: it becomes a writable root, whatever folder the command runs in. */
  readonly policyCwd: string;
  /** `TMPDIR` of this process. */
  readonly tmpdir: string | undefined;
  readonly platform: NodeJS.Platform;
  /** What the machine can do: `ExecHost.support`. */
  readonly support: SandboxSupport;
  readonly approval: SandboxApproval;
  /** Where an administrator requires one, else undefined; even full access is confined by it. */
  readonly network: ManagedNetwork | undefined;
}

/**
 * Decides the sandbox of one command. Throws `sandbox_unavailable` when the policy asks for confinement
 * that this machine cannot give: it never falls back to running without.
 */
export function selectSandbox(request: SandboxRequest): SandboxPlan {
  const { policy, support } = request;
  const announcesNoNetwork = !hasNetworkAccess(policy);
  const unconfined = unconfinedReason(request);
  if (unconfined) return { [planKey]: true, kind: "unconfined", reason: unconfined, announcesNoNetwork };

  const access = networkAccess(request);
  const roots = hasFullDiskAccess(policy) ? [WHOLE_TREE] : writableRoots(policy, request);
  switch (support.kind) {
    case "linux":
      return {
        [planKey]: true,
        kind: "linux",
        level: support.level,
        landlockAbi: support.landlockAbi,
        writableRoots: roots,
        allowsNetwork: access === "open",
        // Without namespaces nothing leads to the proxy that would not lead past it, so a managed network is none.
        inside: support.level === 3 ? insideOf(access) : undefined,
        announcesNoNetwork,
      };
    case "bubblewrap":
      return {
        [planKey]: true,
        ...bubblewrapParts(request, support, roots),
        // Its network is the system's or none; a managed one is neither.
        allowsNetwork: access === "open",
        announcesNoNetwork,
      };
    case "seatbelt":
      return {
        [planKey]: true,
        kind: "seatbelt",
        profile: seatbeltProfile(roots, access),
        parameters: seatbeltParameters(
          roots,
          access === "closed" ? undefined : realPathOr(support.userCacheFolder),
        ),
        announcesNoNetwork,
      };
    case "none":
      throw new ExecSandboxError("sandbox_unavailable", refusal(request, support.reason));
  }
}

function networkAccess({ policy, network }: SandboxRequest): NetworkAccess {
  if (network) return network.ports.length === 0 ? "closed" : network;
  return hasNetworkAccess(policy) ? "open" : "closed";
}

function insideOf(access: NetworkAccess): LinuxPlan["inside"] {
  if (typeof access === "string" || !access.namespace) return undefined;
  return { namespace: access.namespace, allowsLocal: access.allowsLocal };
}

function hasFullDiskAccess({ type }: SandboxPolicy): boolean {
  return type === "danger-full-access" || type === "external-sandbox";
}

function unconfinedReason(request: SandboxRequest): UnconfinedReason | undefined {
  if (request.network) return request.approval === "approved-without-sandbox" ? "approved" : undefined;
  if (request.policy.type === "danger-full-access") return "full-access";
  if (request.policy.type === "external-sandbox") return "external-sandbox";
  return request.approval === "approved-without-sandbox" ? "approved" : undefined;
}

/** Bubblewrap was asked for by name, so nothing else takes its place: where it cannot be used, nothing runs. */
function bubblewrapParts(
  request: SandboxRequest,
  support: Extract<SandboxSupport, { kind: "bubblewrap" }>,
  roots: readonly WritableRoot[],
): Pick<BubblewrapPlan, "kind" | "program" | "landlockAbi" | "writableRoots"> {
  const unusable = (reason: string) => new ExecSandboxError("sandbox_unavailable", refusal(request, reason));
  if (hasFullDiskAccess(request.policy)) {
    throw unusable(
      `commands that may write to the whole disk could replace bubblewrap. Choose the policy "workspace-write", or switch \`use_linux_sandbox_bwrap\` off.`,
    );
  }
  const [missing] = missingRoots(request.policy, request);
  if (missing !== undefined) throw unusable(`the writable root ${missing} does not exist.`);
  const program = trustedBubblewrap(support.programs, roots, request.policyCwd);
  if (program === undefined) {
    throw unusable(
      `commands could replace ${support.programs.join(", ")}, which lies in a folder that they can write to. Install bubblewrap as a package of the system.`,
    );
  }
  return { kind: "bubblewrap", program, landlockAbi: support.landlockAbi, writableRoots: roots };
}

function refusal({ policy, network }: SandboxRequest, reason: string): string {
  if (network) {
    return `cannot run a command under the managed network that is required here: ${reason} Nothing was run.`;
  }
  return [
    `cannot run a command under the policy "${policy.type}": ${reason}`,
    "Nothing was run. Approve the command to run without a sandbox, or choose the policy",
    '"danger-full-access" (or "external-sandbox" where a container is the boundary).',
  ].join(" ");
}
