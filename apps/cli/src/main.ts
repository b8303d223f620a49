/** The program. Answers what needs nothing at once, and loads the rest only for the command that needs it. */
import { enableCompileCache } from "node:module";
import path from "node:path";
import { VERSION } from "./version.ts";

const [first, ...rest] = process.argv.slice(2);

/** Under these names the program is the patch tool; the launcher script passes the name on. */
const PATCH_NAMES = ["--codex-arg0=apply_patch", "--codex-arg0=applypatch"];

/** Compiled code is kept beside the program, which halves the time to load it; where that is not writable, it is not. */
function keepCompiledCode(): void {
  enableCompileCache(path.join(import.meta.dirname, "compile-cache"));
}

async function main(): Promise<number> {
  if (first === "--version" || first === "-V") {
    process.stdout.write(`codex-cli ${VERSION}\n`);
    return 0;
  }
  keepCompiledCode();
  if (first === "--codex-run-as-apply-patch" || PATCH_NAMES.includes(first ?? "")) {
    const { patchMain } = await import("./patch-main.ts");
    return patchMain(rest, first === "--codex-run-as-apply-patch");
  }
  const { runCommand } = await import("./run-command.ts");
  return runCommand(process.argv.slice(2));
}

process.exitCode = await main();
