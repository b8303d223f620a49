/** `skills/config/write`: switching a skill on or off. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { RuntimeError } from "@codex-ts/runtime";
import type { MethodHandler } from "../method-context.ts";

/** Writes the user's config.toml; every thread goes by it from its next turn on. */
export const skillsConfigWrite: MethodHandler<"skills/config/write"> = async (
  { runtime },
  { path, enabled },
  signal,
) => {
  try {
    await runtime.skills.setEnabled(path, enabled, signal);
    return { effectiveEnabled: enabled };
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    throw new RpcError(RPC_ERROR.internal, `failed to update skill settings: ${error.message}`, {
      cause: error,
    });
  }
};
