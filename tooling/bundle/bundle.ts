/** Bundles a program into scripts that load each other when they are needed. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { toScript } from "./to-script.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** The files of a bundle to give to Node: the first for users, the second to keep compiled code while it runs. */
export const START = "codex.cjs";
export const START_AND_KEEP = "codex-and-keep.cjs";

/** Packages with native code: they stay outside, and are looked for in `node_modules` of the bundle's folder. */
export const NATIVE = [
  { name: "@lydell/node-pty", owner: "packages/exec-sandbox" },
  { name: "@napi-rs/image", owner: "packages/core" },
  { name: "@napi-rs/keyring", owner: "packages/auth" },
] as const;

/** Writes the program that begins with `entry` (a path below the repository) into `folder`. */
export async function bundle(entry: string, folder: string): Promise<void> {
  const common = { write: false, absWorkingDir: root, platform: "node", target: "node24" } as const;
  const [program, starters] = await Promise.all([
    build({
      ...common,
      entryPoints: { main: entry },
      outdir: folder,
      outExtension: { ".js": ".cjs" },
      chunkNames: "chunk-[hash]",
      bundle: true,
      splitting: true,
      format: "esm",
      external: NATIVE.map(({ name }) => name),
      minifySyntax: true,
      legalComments: "linked",
      logLevel: "warning",
    }),
    build({
      ...common,
      entryPoints: {
        [path.parse(START).name]: "tooling/bundle/loader/start.ts",
        [path.parse(START_AND_KEEP).name]: "tooling/bundle/loader/start-and-keep.ts",
      },
      outdir: folder,
      outExtension: { ".js": ".cjs" },
      bundle: true,
      format: "cjs",
    }),
  ]);
  await mkdir(folder, { recursive: true });
  await Promise.all([
    ...program.outputFiles.map(async ({ path: file, text }) =>
      writeFile(file, file.endsWith(".cjs") ? await toScript(text) : text),
    ),
    ...starters.outputFiles.map(({ path: file, text }) => writeFile(file, text)),
  ]);
}
