/** The models of this process, and what pickers show of them. */
import path from "node:path";
import { builtInProviders, type ResolvedConfig } from "@codex-ts/config";
import {
  type AuthProvider,
  BUNDLED_MODELS,
  buildProvider,
  type CatalogueModel,
  createModelCatalogue,
  defaultModel,
  findModel,
  type ModelCatalogue,
  type ModelPreset,
  modelPresets,
} from "@codex-ts/model-client";
import type { RuntimeOptions } from "./runtime-options.ts";
import { toSender } from "./sender.ts";
import { systemClock } from "./wire-services.ts";

/** The catalogue of a process, and the login that it asks with. */
export interface ProcessModels {
  readonly catalogue: ModelCatalogue;
  /** Every model that the login in force may use, after waiting for a list that is not too old. */
  list(signal: AbortSignal): Promise<readonly ModelPreset[]>;
}

/** Joins the parts; nothing is read or sent before the first use. `login` gives that for the provider `openai`. */
export function createProcessModels(
  options: RuntimeOptions,
  home: string,
  login: (signal: AbortSignal) => Promise<AuthProvider>,
): ProcessModels {
  const { env, version } = options;
  const openai = builtInProviders(env, version).find(({ id }) => id === "openai");
  const { id, ...provider } = openai ?? { id: "openai", name: "OpenAI" };
  // Where the login is stored is known from the settings, which are not read before somebody asks.
  const auth: AuthProvider = {
    resolve: async (signal) => (await login(signal)).resolve(signal),
    recover: async (refused, signal) => (await login(signal)).recover(refused, signal),
  };
  const catalogue = createModelCatalogue({
    cacheFile: path.join(home, "models_cache.json"),
    version,
    sender: {
      provider: buildProvider(id, provider),
      env,
      ...toSender(options, undefined),
      subagent: undefined,
      residency: undefined,
    },
    auth,
    clock: systemClock,
    random: Math.random,
  });
  return {
    catalogue,
    async list(signal) {
      await catalogue.refresh("online-if-uncached", signal);
      const { mode } = await auth.resolve(signal);
      return modelPresets(catalogue.models(), mode === "chatgpt");
    },
  };
}

/** The models that a thread looks names up in; without the feature there are none. */
export function modelsOf(
  config: Pick<ResolvedConfig, "features">,
  catalogue: Pick<ModelCatalogue, "models">,
): () => readonly CatalogueModel[] {
  return config.features.remote_models ? () => catalogue.models() : () => [];
}

/** The model of a new thread: the configured one, else the best that the login may use. */
export function chooseModel(
  config: Pick<ResolvedConfig, "model">,
  models: readonly CatalogueModel[],
  isChatgptLogin: boolean,
): string {
  if (config.model.model !== undefined) return config.model.model;
  const standard =
    defaultModel(models, isChatgptLogin) ?? defaultModel<CatalogueModel>(BUNDLED_MODELS, isChatgptLogin);
  return standard?.slug ?? "gpt-5.2-codex";
}

/**
 * The warnings about a model that OpenAI's catalogue does not have: what it can do is guessed. Other providers
 * serve models that no catalogue lists, so that a name says nothing there.
 */
export function checkModel(
  config: Pick<ResolvedConfig, "provider" | "features">,
  slug: string,
  models: readonly CatalogueModel[],
): readonly string[] {
  if (config.provider.id !== "openai" || !config.features.remote_models) return [];
  if (findModel(models, slug)) return [];
  return [
    `The model ${slug} is not in the catalogue, so its abilities and limits are guessed. Check its name, or set ` +
      "model_context_window and model_supports_reasoning_summaries in config.toml.",
  ];
}
