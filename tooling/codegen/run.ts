/**
 * Turns text files into TypeScript, because bundles have no files beside them.
 *
 *     node tooling/codegen/run.ts            writes every generated file
 *     node tooling/codegen/run.ts --check    fails when one differs from its sources
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { renderPrompts } from "./render-prompts.ts";
import { renderSkills } from "./render-skills.ts";

const root = path.resolve(import.meta.dirname, "../..");

const targets = [
  {
    file: "packages/core/src/generated/prompts.ts",
    render: () => renderPrompts(path.join(root, "packages/core/prompts")),
  },
  {
    file: "packages/skills/src/generated/prompts.ts",
    render: () => renderPrompts(path.join(root, "packages/skills/prompts")),
  },
  {
    file: "packages/skills/src/generated/system-skills.ts",
    render: () => renderSkills(path.join(root, "packages/skills/skills")),
  },
];

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

const isCheck = process.argv.includes("--check");
for (const target of targets) {
  const file = path.join(root, target.file);
  const text = await target.render();
  if ((await readIfPresent(file)) === text) continue;
  if (isCheck) {
    console.error(`${target.file} differs from its sources: run \`node tooling/codegen/run.ts\``);
    process.exitCode = 1;
  } else {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    console.log(`wrote ${target.file}`);
  }
}
