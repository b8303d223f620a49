/** Policies in the app-server's spelling (camelCase). */
import * as z from "zod/mini";
import { AbsolutePath } from "../../paths.ts";
import type { SandboxPolicy as CoreSandboxPolicy } from "../../settings/policies.ts";
import { NetworkAccess } from "../../settings/policies.ts";

export const SandboxPolicy = z.discriminatedUnion("type", [
  z.object({ type: z.literal("dangerFullAccess") }),
  z.object({ type: z.literal("readOnly") }),
  z.object({ type: z.literal("externalSandbox"), networkAccess: z._default(NetworkAccess, "restricted") }),
  z.object({
    type: z.literal("workspaceWrite"),
    excludeSlashTmp: z._default(z.boolean(), false),
    excludeTmpdirEnvVar: z._default(z.boolean(), false),
    networkAccess: z._default(z.boolean(), false),
    writableRoots: z._default(z.array(AbsolutePath), []),
  }),
]);
/** What commands may touch, as clients of the app-server write it. */
export type SandboxPolicy = z.infer<typeof SandboxPolicy>;

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
