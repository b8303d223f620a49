/** Policies between the core's spelling and the app-server's. */
import type { SandboxPolicy as CoreSandboxPolicy } from "../../settings/sandbox-policy.ts";
import type { SandboxPolicy } from "./sandbox-policy.ts";

/** The client's spelling of a core policy. */
export function fromCoreSandboxPolicy(policy: CoreSandboxPolicy): SandboxPolicy {
  switch (policy.type) {
    case "danger-full-access":
      return { type: "dangerFullAccess" };
    case "read-only":
      return { type: "readOnly" };
    case "external-sandbox":
      return { type: "externalSandbox", networkAccess: policy.network_access };
    case "workspace-write":
      return {
        type: "workspaceWrite",
        writableRoots: policy.writable_roots ?? [],
        networkAccess: policy.network_access,
        excludeTmpdirEnvVar: policy.exclude_tmpdir_env_var,
        excludeSlashTmp: policy.exclude_slash_tmp,
      };
  }
}

/** The core's spelling of a client's policy; an empty list of roots is left out, as on disk. */
export function toCoreSandboxPolicy(policy: SandboxPolicy): CoreSandboxPolicy {
  switch (policy.type) {
    case "dangerFullAccess":
      return { type: "danger-full-access" };
    case "readOnly":
      return { type: "read-only" };
    case "externalSandbox":
      return { type: "external-sandbox", network_access: policy.networkAccess };
    case "workspaceWrite":
      return {
        type: "workspace-write",
        ...(policy.writableRoots.length > 0 ? { writable_roots: policy.writableRoots } : {}),
        network_access: policy.networkAccess,
        exclude_tmpdir_env_var: policy.excludeTmpdirEnvVar,
        exclude_slash_tmp: policy.excludeSlashTmp,
      };
  }
}
