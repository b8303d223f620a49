/** Shorter specs of the built-in tools, for models with little room. */
import type { ToolJsonSchema, ToolSpec } from "@codex-ts/protocol";
import { prompts } from "../generated/prompts.ts";

const LEAN: { readonly [key: string]: string | undefined } = prompts;

/** One line instead of the description, and parameters that speak for themselves; other specs stay as they are. */
export function leanSpec(spec: ToolSpec): ToolSpec {
  if (spec.type !== "function" && spec.type !== "custom") return spec;
  const description = LEAN[`lean-tools/${spec.name}`];
  if (description === undefined) return spec;
  if (spec.type === "custom") return { ...spec, description };
  return { ...spec, description, parameters: withoutTexts(spec.parameters) };
}

function withoutTexts({ description: _, properties, items, ...schema }: ToolJsonSchema): ToolJsonSchema {
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, withoutTexts(property)]),
      ),
    }),
    ...(items && { items: withoutTexts(items) }),
  };
}
