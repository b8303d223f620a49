/** Builds the spec of a function tool from its texts. */
import type { ToolJsonSchema, ToolSpec } from "@codex-ts/protocol";
import { toolTexts } from "../generated/prompts.ts";

/** A tool that has a text file. */
export type DescribedTool = keyof typeof toolTexts;

/** The description of each parameter, by name. */
function parameterTexts(tool: DescribedTool): { readonly [name: string]: string } {
  return toolTexts[tool].parameters;
}

/**
 * A function tool with its description. Property keys are sorted, as on the wire of 0.99.0, and every
 * property without a description of its own gets the one of the tool's text file.
 */
export function functionSpec(
  tool: DescribedTool,
  properties: { readonly [name: string]: ToolJsonSchema },
  required: readonly string[],
): ToolSpec {
  const texts = parameterTexts(tool);
  const sorted = Object.keys(properties).sort();
  const described = sorted.map((name): [string, ToolJsonSchema] => {
    const description = texts[name];
    const property = properties[name] ?? {};
    return [name, description === undefined ? property : { ...property, description }];
  });
  return {
    type: "function",
    name: tool,
    description: toolTexts[tool].description,
    strict: false,
    parameters: {
      type: "object",
      properties: Object.fromEntries(described),
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: false,
    },
  };
}
