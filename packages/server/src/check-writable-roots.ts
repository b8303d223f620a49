/** Whether the folders that a policy opens for writing are the same wherever a command works. */
import { isAbsolute } from "node:path";
import type { SandboxPolicy } from "@codex-ts/protocol";
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";

/** Throws an invalid-request error for a relative root: nothing says what it is relative to. */
export function checkWritableRoots(policy: SandboxPolicy | undefined): void {
  if (policy?.type !== "workspace-write") return;
  const relative = policy.writable_roots?.find((root) => !isAbsolute(root));
  if (relative === undefined) return;
  const message = `the writable root ${JSON.stringify(relative)} of the sandbox policy has to be an absolute path`;
  throw new RpcError(RPC_ERROR.invalidRequest, message);
}
