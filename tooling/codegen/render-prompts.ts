/** Renders the model-facing texts of a package as typed maps: plain texts and tool descriptions. */
import { parseToolText, type ToolText } from "./parse-tool-text.ts";
import { readTextFiles } from "./text-files.ts";

const TOOL_FOLDER = "tools/";

/** The TypeScript text for a folder of prompts. `README.md` is for people and left out. */
export async function renderPrompts(folder: string): Promise<string> {
  const prompts: Record<string, string> = {};
  const tools: Record<string, ToolText> = {};
  for (const { name, text } of await readTextFiles(folder)) {
    if (!name.endsWith(".md") || name === "README.md") continue;
    const key = name.slice(0, -".md".length);
    if (key.startsWith(TOOL_FOLDER)) tools[key.slice(TOOL_FOLDER.length)] = parseToolText(name, text);
    else prompts[key] = text.trimEnd();
  }
  const lines = [
    "/** Made by `node tooling/codegen/run.ts` from the package's `prompts` folder; edit the texts there. */",
    "",
    "/** Model-facing texts by file name, without trailing line feeds. */",
    `export const prompts = ${JSON.stringify(prompts, undefined, 2)} as const;`,
    "",
  ];
  if (Object.keys(tools).length === 0) return lines.join("\n");
  return [
    ...lines,
    "/** Tool descriptions; a nested parameter is named by its path (`plan.step`). */",
    `export const toolTexts = ${JSON.stringify(tools, undefined, 2)} as const;`,
    "",
  ].join("\n");
}
