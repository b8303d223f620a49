/** `experimentalFeature/list`: the feature flags, and which of them are on. */
import type { ClientResult } from "@codex-ts/protocol/app-server";
import type { FeatureState } from "@codex-ts/runtime";
import type { MethodHandler } from "../method-context.ts";
import { pageOf } from "../page-of.ts";
import { throwInternal } from "../to-rpc-error.ts";
import { UNREADABLE } from "./mcp-server-reload.ts";

type ExperimentalFeature = ClientResult<"experimentalFeature/list">["data"][number];

const STAGES = {
  stable: "stable",
  experimental: "beta",
  "under development": "underDevelopment",
  deprecated: "deprecated",
  removed: "removed",
} as const satisfies Record<FeatureState["stage"], ExperimentalFeature["stage"]>;

/** Reads the settings of the process's folder anew, so that a change of them shows. */
export const experimentalFeatureList: MethodHandler<"experimentalFeature/list"> = async (
  { runtime },
  params,
  signal,
) => {
  const features = await runtime.settingsFiles
    .readFeatures(signal)
    .catch((error: unknown) => throwInternal(error, UNREADABLE));
  return pageOf(features.map(toFeature), params, "feature flags");
};

function toFeature({ key, stage, menu, isEnabled, default: byDefault }: FeatureState): ExperimentalFeature {
  return {
    name: key,
    stage: STAGES[stage],
    displayName: menu?.label ?? null,
    description: menu?.description ?? null,
    announcement: menu?.announcement ?? null,
    enabled: isEnabled,
    defaultEnabled: byDefault,
  };
}
