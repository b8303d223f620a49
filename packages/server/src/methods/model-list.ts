/** `model/list`: the models to choose from. */
import type { ClientResult } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";
import { pageOf } from "../page-of.ts";

type Model = ClientResult<"model/list">["data"][number];

/** Gives the models that pickers show, best first, after bringing the list up to date where the login lets us. */
export const modelList: MethodHandler<"model/list"> = async ({ runtime }, params, signal) => {
  const presets = await runtime.listModels(signal);
  const models = presets
    .filter((preset) => preset.isListed)
    .map(
      (preset): Model => ({
        id: preset.slug,
        model: preset.slug,
        upgrade: preset.upgrade?.model ?? null,
        displayName: preset.displayName,
        description: preset.description,
        supportedReasoningEfforts: preset.efforts.map(({ effort, description }) => ({
          reasoningEffort: effort,
          description,
        })),
        defaultReasoningEffort: preset.defaultEffort,
        inputModalities: [...preset.inputModalities],
        supportsPersonality: preset.supportsPersonality,
        isDefault: preset.isDefault,
      }),
    );
  // The list of models takes any cursor while it is empty (Codex 0.99.0).
  return models.length === 0 ? { data: [], nextCursor: null } : pageOf(models, params, "models");
};
