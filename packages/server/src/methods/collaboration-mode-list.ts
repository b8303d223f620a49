/** `collaborationMode/list`: the modes to work in. */
import { collaborationPresets } from "@codex-ts/core";
import type { MethodHandler } from "../method-context.ts";

/** Lists them as changes to the settings in force; null leaves a setting alone. */
export const collaborationModeList: MethodHandler<"collaborationMode/list"> = async () => ({
  data: collaborationPresets(),
});
