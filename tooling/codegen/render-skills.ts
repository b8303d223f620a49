/** Renders the bundled skills as one typed map with a fingerprint of their content. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readTextFiles, type TextFile } from "./text-files.ts";

function fingerprint(files: readonly TextFile[]): string {
  const hash = createHash("sha256");
  // Lengths keep the border between a name and a text in the hash.
  for (const { name, text } of files) hash.update(`${name.length}:${name}${text.length}:${text}`);
  return hash.digest("hex").slice(0, 16);
}

/** The TypeScript text for a folder of skills. */
export async function renderSkills(folder: string): Promise<string> {
  const files = existsSync(folder) ? await readTextFiles(folder) : [];
  const texts = Object.fromEntries(files.map(({ name, text }) => [name, text]));
  return [
    "/** Made by `node tooling/codegen/run.ts` from `packages/skills/skills`; edit the files there. */",
    "",
    "/** The bundled skills: text by path below the skills folder. */",
    `export const systemSkillFiles: Readonly<Record<string, string>> = ${JSON.stringify(texts, undefined, 2)};`,
    "",
    "/** Changes with any of the texts. */",
    `export const systemSkillsFingerprint = ${JSON.stringify(fingerprint(files))};`,
    "",
  ].join("\n");
}
