/** `setDefaultModel`, of the older protocol: what new threads start with. */
import type { MethodHandler } from "../method-context.ts";
import { throwInternal } from "../to-rpc-error.ts";

/** Writes both settings to the user's config.toml; one that is not named is taken out of it. */
export const setDefaultModel: MethodHandler<"setDefaultModel"> = async ({ runtime }, params, signal) => {
  await runtime.settingsFiles
    .setModel(params.model ?? undefined, params.reasoningEffort ?? undefined, signal)
    .catch((error: unknown) => throwInternal(error, "the choice of the model was not kept: "));
  return {};
};
