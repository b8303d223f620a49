/** Which model to use when nobody chose one. */
import type { ModelInfo } from "@codex-ts/protocol";

type Listed = Pick<ModelInfo, "slug" | "visibility" | "priority" | "supported_in_api">;

/**
 * The models that an account may use, best first. Some are only for ChatGPT logins
 * (`supported_in_api` false).
 */
export function availableModels<Entry extends Listed>(
  models: readonly Entry[],
  isChatgptAuth: boolean,
): readonly Entry[] {
  return models
    .filter((model) => isChatgptAuth || model.supported_in_api)
    .toSorted((left, right) => left.priority - right.priority);
}

/** The first model that pickers list, else the first at all; undefined for an empty catalogue. */
export function defaultModel<Entry extends Listed>(
  models: readonly Entry[],
  isChatgptAuth: boolean,
): Entry | undefined {
  const available = availableModels(models, isChatgptAuth);
  return available.find((model) => model.visibility === "list") ?? available[0];
}
