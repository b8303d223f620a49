/** Builds `dist/`: the bundle with its compiled code, and the launch scripts of the programs. */
import { chmod, copyFile, mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { bundle, NATIVE } from "./bundle.ts";
import { keepCompiled } from "./keep-compiled.ts";
import { launchScript } from "./launch-script.ts";

const root = path.resolve(import.meta.dirname, "../..");
const dist = path.join(root, "dist");

/** Files that are read at run time, with the package that brings them. */
const DATA = [
  { from: "web-tree-sitter", file: "web-tree-sitter.wasm" },
  { from: "tree-sitter-bash", file: "tree-sitter-bash.wasm" },
];

/** Program names, and the arguments that each stands for. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  codex: [],
  "codex-exec": ["exec"],
  "codex-app-server": ["app-server"],
};

/** What commands of the agent find on their search path, under `lib/arg0`. */
const ON_COMMAND_PATH = ["apply_patch", "applypatch", "codex-linux-sandbox"];

async function main(): Promise<void> {
  // Built aside and put in place at the end: a build that fails leaves the last good one.
  const fresh = path.join(dist, "lib-fresh");
  await rm(fresh, { recursive: true, force: true });
  await bundle("apps/cli/src/main.ts", fresh);
  const resolveFrom = (owner: string) => createRequire(path.join(root, owner, "package.json"));
  for (const { name, owner } of NATIVE) {
    const link = path.join(fresh, "node_modules", name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.join(root, owner, "node_modules", name), link);
  }
  const fromShell = resolveFrom("packages/shell-command");
  for (const { from, file } of DATA) {
    await copyFile(fromShell.resolve(`${from}/${file}`), path.join(fresh, file));
  }
  await mkdir(path.join(fresh, "arg0"));
  for (const name of ON_COMMAND_PATH) await symlink("../../bin/codex", path.join(fresh, "arg0", name));
  await keepCompiled(fresh);
  await rm(path.join(dist, "lib"), { recursive: true, force: true });
  await rename(fresh, path.join(dist, "lib"));
  await mkdir(path.join(dist, "bin"), { recursive: true });
  for (const [name, args] of Object.entries(PROGRAMS)) {
    const file = path.join(dist, "bin", name);
    await writeFile(file, launchScript(path.relative(path.join(dist, "bin"), process.execPath), args));
    await chmod(file, 0o755);
  }
}

await main();
