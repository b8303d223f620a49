/** From the name that a user asked for to an entry of the catalogue. */

/**
 * The entry with the longest slug that the requested name begins with; undefined when there is none.
 * Requests then carry the entry's slug: `gpt-5.2-codex-foo` is sent as `gpt-5.2-codex`.
 */
export function findModel<Entry extends { readonly slug: string }>(
  models: readonly Entry[],
  requestedName: string,
): Entry | undefined {
  let best: Entry | undefined;
  for (const model of models) {
    if (!requestedName.startsWith(model.slug)) continue;
    if (best === undefined || model.slug.length > best.slug.length) best = model;
  }
  return best;
}
