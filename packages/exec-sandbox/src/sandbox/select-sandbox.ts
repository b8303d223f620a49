/** The one place where it is decided how a command is confined. */
import { realpathSync } from "node:fs";
import type { SandboxPolicy } from "@codex-ts/protocol";
import { hasNetworkAccess } from "@codex-ts/protocol/words";
import { ExecSandboxError } from "../errors.ts";
import { trustedBubblewrap } from "./find-bubblewrap.ts";
import { type BubblewrapPlan, planKey, type SandboxPlan, type UnconfinedReason } from "./plan.ts";
import { seatbeltParameters, seatbeltProfile } from "./seatbelt-profile.ts";
import type { SandboxSupport } from "./support.ts";
import { missingRoots, type WritableRoot, writableRoots } from "./writable-roots.ts";

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

  const allowsNetwork = hasNetworkAccess(policy);
  const roots = writableRoots(policy, request);
  switch (support.kind) {
    case "linux":
      return {
        [planKey]: true,
        kind: "linux",
        level: support.level,
        landlockAbi: support.landlockAbi,
        writableRoots: roots,
        allowsNetwork,
        announcesNoNetwork,
      };
    case "bubblewrap":
      return {
        [planKey]: true,
        ...bubblewrapParts(request, support, roots),
        allowsNetwork,
        announcesNoNetwork,
      };
    case "seatbelt":
      return {
        [planKey]: true,
        kind: "seatbelt",
        profile: seatbeltProfile(roots, allowsNetwork),
        parameters: seatbeltParameters(
          roots,
          allowsNetwork ? realPathOr(support.userCacheFolder) : undefined,
        ),
        announcesNoNetwork,
      };
    case "none":
      throw new ExecSandboxError("sandbox_unavailable", refusal(policy, support.reason));
  }
}

function unconfinedReason(request: SandboxRequest): UnconfinedReason | undefined {
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
  const unusable = (reason: string) =>
    new ExecSandboxError("sandbox_unavailable", refusal(request.policy, reason));
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

function refusal(policy: SandboxPolicy, reason: string): string {
  return [
    `cannot run a command under the policy "${policy.type}": ${reason}`,
    "Nothing was run. Approve the command to run without a sandbox, or choose the policy",
    '"danger-full-access" (or "external-sandbox" where a container is the boundary).',
  ].join(" ");
}

function realPathOr(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder; // A missing cache folder cannot be written to either way.
  }
}
