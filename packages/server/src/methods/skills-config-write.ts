/** `skills/config/write`: switching a skill on or off. */
import type { MethodHandler } from "../method-context.ts";
import { throwInternal } from "../to-rpc-error.ts";

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
    throwInternal(error, "failed to update skill settings: ");
  }
};
