import { existsSync } from "node:fs";
import path from "node:path";
import type { ApprovalPolicy, SandboxMode, SandboxPolicy } from "@codex-ts/protocol";
import type { SourcePlace } from "../diagnostics.ts";
import type { ResolvedFeatures } from "../features.ts";
import { resolvePath } from "../layers/layer-paths.ts";
import type { ProjectTrust } from "../layers/trust.ts";
import type { PolicySettings } from "../resolved-config.ts";
import { constrain } from "./constrain.ts";
import { prefixOrigin, type ResolveContext } from "./context.ts";

/** The approval and sandbox policies; without a setting the trust in the project decides. */
export function resolvePolicies(
  context: ResolveContext,
  trust: ProjectTrust,
  features: ResolvedFeatures["features"],
  flagKeys: ReadonlySet<string>,
): PolicySettings {
  const approval = chosenApproval(context, flagKeys);
  const sandbox = context.options.overrides.sandboxMode ?? context.raw.sandbox_mode;
  const approvalPolicy = constrain<ApprovalPolicy>(context, {
    field: "approval_policy",
    value: approval ?? (trust === "untrusted" ? "untrusted" : "on-request"),
    isExplicit: approval !== undefined,
    requirement: context.requirements.approvalPolicies,
    fallbacks: context.requirements.approvalPolicies?.value ?? [],
  });
  const requested = constrain<SandboxMode>(context, {
    field: "sandbox_mode",
    value: sandbox ?? (trust === "undecided" ? "read-only" : "workspace-write"),
    isExplicit: sandbox !== undefined,
    requirement: context.requirements.sandboxModes,
    fallbacks: ["read-only"],
  });
  const isDowngradedOnWindows =
    requested === "workspace-write" &&
    context.options.platform === "win32" &&
    !features.experimental_windows_sandbox &&
    !features.elevated_windows_sandbox;
  const sandboxMode = isDowngradedOnWindows ? "read-only" : requested;
  warnOfRoots(context, sandboxMode);
  return {
    approvalPolicy,
    sandboxMode,
    sandboxPolicy: toSandboxPolicy(context, sandboxMode),
    isExplicit: approval !== undefined || sandbox !== undefined,
    isDowngradedOnWindows,
  };
}

function chosenApproval(
  { options, raw }: ResolveContext,
  flagKeys: ReadonlySet<string>,
): ApprovalPolicy | undefined {
  const { approvalPolicy, approvalPolicyBelowFlags } = options.overrides;
  if (approvalPolicy !== undefined) return approvalPolicy;
  if (flagKeys.has("approval_policy")) return raw.approval_policy;
  return approvalPolicyBelowFlags ?? raw.approval_policy;
}

/** Folders that somebody wants to be writable and that do not become so. */
function warnOfRoots({ options, raw, locate, warn }: ResolveContext, mode: SandboxMode): void {
  const ignored = (message: string, place?: SourcePlace) => warn({ code: "ignored-value", message, place });
  for (const folder of options.overrides.additionalWritableRoots ?? []) {
    if (mode === "read-only") {
      ignored(`--add-dir ${folder} has no effect in the sandbox \`read-only\`; add -s workspace-write.`);
    } else if (mode === "workspace-write" && !existsSync(path.resolve(options.cwd, folder))) {
      ignored(
        `--add-dir ${folder}: there is no such folder, so it does not become writable. Create it first.`,
      );
    }
  }
  if (mode !== "workspace-write") return;
  for (const folder of raw.sandbox_workspace_write?.writable_roots ?? []) {
    if (existsSync(folder)) continue;
    const origin = locate(["sandbox_workspace_write", "writable_roots"], "value");
    const reason = `there is no folder ${folder}, so it does not become writable. Create it first.`;
    ignored(prefixOrigin(origin, reason), origin.place);
  }
}

function toSandboxPolicy({ options, raw }: ResolveContext, mode: SandboxMode): SandboxPolicy {
  if (mode !== "workspace-write") return { type: mode };
  const table = raw.sandbox_workspace_write ?? {};
  const base = { folder: options.cwd, userHome: undefined };
  const added = (options.overrides.additionalWritableRoots ?? []).map((root) => resolvePath(root, base));
  const roots = [...new Set([...(table.writable_roots ?? []), ...added])];
  return {
    type: "workspace-write",
    ...(roots.length === 0 ? {} : { writable_roots: roots }),
    network_access: table.network_access ?? false,
    exclude_tmpdir_env_var: table.exclude_tmpdir_env_var ?? false,
    exclude_slash_tmp: table.exclude_slash_tmp ?? false,
  };
}
