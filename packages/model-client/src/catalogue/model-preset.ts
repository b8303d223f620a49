/** The models to choose from, as pickers show them. */
import type { ReasoningEffort } from "@codex-ts/protocol";
import { type CatalogueModel, isRemoteModel } from "./catalogue-model.ts";
import { availableModels, defaultModel } from "./default-model.ts";
import { upgradeNote } from "./upgrade-note.ts";

/** One choice. */
export interface ModelPreset {
  readonly slug: string;
  readonly displayName: string;
  readonly description: string;
  /** `none` for a model that does not say how it reasons. */
  readonly defaultEffort: ReasoningEffort;
  readonly efforts: CatalogueModel["supported_reasoning_levels"];
  /** The model that replaces this one, with a text in Markdown for those who use it. */
  readonly upgrade: { readonly model: string; readonly note: string } | undefined;
  readonly supportsPersonality: boolean;
  readonly inputModalities: readonly ("text" | "image")[];
  /** False for a model that works but that pickers do not offer. */
  readonly isListed: boolean;
  /** True for the one that is used when nobody chose. */
  readonly isDefault: boolean;
}

/** What an account may use, best first. */
export function modelPresets(
  models: readonly CatalogueModel[],
  isChatgptLogin: boolean,
): readonly ModelPreset[] {
  const standard = defaultModel(models, isChatgptLogin)?.slug;
  return availableModels(models, isChatgptLogin).map((model) => ({
    slug: model.slug,
    displayName: model.display_name,
    description: model.description ?? "",
    defaultEffort: model.default_reasoning_level ?? "none",
    efforts: model.supported_reasoning_levels,
    upgrade: upgradeOf(model),
    supportsPersonality: hasPersonality(model),
    inputModalities: model.input_modalities,
    isListed: model.visibility === "list",
    isDefault: model.slug === standard,
  }));
}

function upgradeOf(model: CatalogueModel): ModelPreset["upgrade"] {
  if (isRemoteModel(model)) {
    return model.upgrade ? { model: model.upgrade.model, note: model.upgrade.migration_markdown } : undefined;
  }
  return model.upgradeTo === null
    ? undefined
    : { model: model.upgradeTo, note: upgradeNote(model.slug, model.upgradeTo) };
}

/** A template with a place for the tone, and a text for each tone. */
function hasPersonality(model: CatalogueModel): boolean {
  if (!isRemoteModel(model)) return model.hasPersonality;
  const { instructions_template: template, instructions_variables: texts } = model.model_messages ?? {};
  return (
    (template?.includes("{{ personality }}") ?? false) &&
    texts?.personality_default != null &&
    texts.personality_friendly != null &&
    texts.personality_pragmatic != null
  );
}
