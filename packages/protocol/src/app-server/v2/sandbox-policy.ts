/** Policies in the app-server's spelling (camelCase). */
import * as z from "zod/mini";
import { AbsolutePath } from "../../paths.ts";
import { NetworkAccess } from "../../settings/sandbox-policy.ts";

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
