/** The sandbox policy, as in rollouts and core events (snake_case on the wire). */
import * as z from "zod/mini";
import { AbsolutePath } from "../paths.ts";

export const NetworkAccess = z.enum(["restricted", "enabled"]);
/** Whether somebody else's sandbox lets commands reach the network. */
export type NetworkAccess = z.infer<typeof NetworkAccess>;

export const SandboxPolicy = z.discriminatedUnion("type", [
  z.object({ type: z.literal("danger-full-access") }),
  z.object({ type: z.literal("read-only") }),
  z.object({
    type: z.literal("external-sandbox"),
    network_access: z._default(NetworkAccess, "restricted"),
  }),
  z.object({
    type: z.literal("workspace-write"),
    /** Written only when there are any. */
    writable_roots: z.optional(z.array(AbsolutePath)),
    network_access: z._default(z.boolean(), false),
    exclude_tmpdir_env_var: z._default(z.boolean(), false),
    exclude_slash_tmp: z._default(z.boolean(), false),
  }),
]);
/** What commands may touch. `external-sandbox` means that somebody else confines the process. */
export type SandboxPolicy = z.infer<typeof SandboxPolicy>;
