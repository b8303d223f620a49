/**
 * Writes the published schemas into `schemas/`.
 *
 *     node tooling/codegen/schemas.ts            writes every file, removes others
 *     node tooling/codegen/schemas.ts --check    fails when a file differs
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { generateJsonSchemas, generateLineSchemas } from "../../packages/protocol/src/generate.ts";
import { compareFiles } from "./compare-files.ts";
import { renderConfigSchema } from "./render-config-schema.ts";
import { readTextFiles, type TextFile } from "./text-files.ts";

const folder = path.resolve(import.meta.dirname, "../../schemas");

/** Every file that belongs into the folder. */
function wantedFiles(): readonly TextFile[] {
  const appServer = (name: string, experimental: boolean) =>
    generateJsonSchemas({ experimental }).map((file) => ({
      name: `app-server/${name}/${file.path}`,
      text: file.text,
    }));
  return [
    ...appServer("stable", false),
    ...appServer("experimental", true),
    ...generateLineSchemas().map((file) => ({ name: file.path, text: file.text })),
    { name: "config.schema.json", text: renderConfigSchema() },
  ];
}

await mkdir(folder, { recursive: true });
const { stale, extra } = compareFiles(wantedFiles(), await readTextFiles(folder));

if (process.argv.includes("--check")) {
  const names = [...stale.map(({ name }) => name), ...extra];
  for (const name of names) console.error(`schemas/${name} differs from the protocol: run \`pnpm codegen\``);
  if (names.length > 0) process.exitCode = 1;
} else {
  for (const { name, text } of stale) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    console.log(`wrote schemas/${name}`);
  }
  for (const name of extra) {
    await rm(path.join(folder, name));
    console.log(`removed schemas/${name}`);
  }
}
