/** `gitDiffToRemote`, of the older protocol: what a work tree has that no remote has. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";

/** Asks the repository and none of its remotes; where there is nothing to compare with, that is refused. */
export const gitDiffToRemote: MethodHandler<"gitDiffToRemote"> = async ({ runtime }, { cwd }, signal) => {
  const found = await runtime.diffToRemote(cwd, signal);
  if (found) return { ...found };
  const message = `no diff to a remote for ${JSON.stringify(cwd)}: it has to be in a git repository whose remote has been fetched`;
  throw new RpcError(RPC_ERROR.invalidRequest, message);
};
