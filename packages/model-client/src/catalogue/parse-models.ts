/** The model list as servers and the cache file hold it. */
import type { ModelInfo } from "@codex-ts/protocol";
import { ModelInfo as ModelInfoSchema } from "@codex-ts/protocol/responses";

/**
 * The entries that we understand, members that we do not know included; an entry of another shape is left
 * out, as it is for a newer program. Undefined when the value is no list.
 */
export function parseModels(value: unknown): readonly ModelInfo[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((entry) => {
    const parsed = ModelInfoSchema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}
