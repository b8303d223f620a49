/** The programs that this executable is besides `codex`. */

import { writeText } from "../write-text.ts";
import type { EntryPoint } from "./find-entry-point.ts";

/** Runs a program with its own arguments; gives the exit code. */
export type RunProgram = (args: readonly string[]) => Promise<number>;

export const entryPoints: readonly EntryPoint<RunProgram>[] = [
  {
    names: ["apply_patch", "applypatch"],
    firstArguments: [],
    run: async (args) => (await import("./patch-main.ts")).patchMain(args),
  },
  {
    names: [],
    firstArguments: ["--codex-run-as-apply-patch"],
    run: async (args) => (await import("./patch-main.ts")).patchMain(args),
  },
  {
    names: ["codex-linux-sandbox"],
    firstArguments: [],
    async run() {
      writeText(
        2,
        "Error: codex-linux-sandbox is not part of this version yet. " +
          "`codex exec --sandbox MODE` runs the agent's commands in a sandbox.\n",
      );
      return 1;
    },
  },
];
