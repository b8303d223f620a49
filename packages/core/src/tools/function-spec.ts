/** Builds the spec of a function tool from its texts. */
import type { ToolJsonSchema, ToolSpec } from "@codex-ts/protocol";
import { toolTexts } from "../generated/prompts.ts";

/** A tool that has a text file. */
export type DescribedTool = keyof typeof toolTexts;

type Properties = { readonly [name: string]: ToolJsonSchema };

/**
 * A function tool with its description. Property keys are sorted, as on the wire of 0.99.0, and every
 * property, nested ones too, gets its description from the tool's text file.
 */
export function functionSpec(
  tool: DescribedTool,
  properties: Properties,
  required: readonly string[],
): ToolSpec {
  return {
    type: "function",
    name: tool,
    description: toolTexts[tool].description,
    strict: false,
    parameters: {
      type: "object",
      properties: describe(toolTexts[tool].parameters, properties, ""),
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: false,
    },
  };
}

/** Texts are named by the path of what they describe: `plan.step` for a member of the elements of `plan`. */
function describe(
  texts: { readonly [path: string]: string },
  properties: Properties,
  parent: string,
): Properties {
  const names = Object.keys(properties).sort();
  return Object.fromEntries(
    names.map((name): [string, ToolJsonSchema] => {
      const path = `${parent}${name}`;
      const property = properties[name] ?? {};
      const description = texts[path];
      const members = property.properties && {
        properties: describe(texts, property.properties, `${path}.`),
      };
      const elements = property.items?.properties && {
        items: { ...property.items, properties: describe(texts, property.items.properties, `${path}.`) },
      };
      return [
        name,
        { ...property, ...members, ...elements, ...(description === undefined ? {} : { description }) },
      ];
    }),
  );
}
