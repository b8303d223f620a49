/** An entry of the catalogue in force: ours, without texts, or the server's, complete. */
import type { ModelInfo } from "@codex-ts/protocol";
import type { BundledModel } from "./bundled-model.ts";

/** Both have the members that choosing a model takes. */
export type CatalogueModel = BundledModel | ModelInfo;

/** True for an entry of the server, which brings its own texts. */
export function isRemoteModel(model: CatalogueModel): model is ModelInfo {
  return !("promptFamily" in model);
}

/** The bundled list in which the server's entries of the same slug take the place of ours; new ones follow. */
export function mergeModels(
  bundled: readonly CatalogueModel[],
  remote: readonly ModelInfo[],
): readonly CatalogueModel[] {
  const bySlug = new Map(bundled.map((model) => [model.slug, model]));
  for (const model of remote) bySlug.set(model.slug, model);
  return [...bySlug.values()];
}
