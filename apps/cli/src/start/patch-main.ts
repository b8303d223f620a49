/** The patch tool, as which the program runs itself inside the sandbox. */
import { buffer } from "node:stream/consumers";
import { createNodePatchFs, runApplyPatchCli } from "@codex-ts/apply-patch";
import { writeText } from "../write-text.ts";

/** Applies the patch of the only argument, or else of stdin; gives the exit code. */
export async function patchMain(args: readonly string[]): Promise<number> {
  return runApplyPatchCli(
    args,
    {
      cwd: process.cwd(),
      fs: createNodePatchFs(),
      readStdin: () => buffer(process.stdin),
      stdout: (output) => writeText(1, output),
      stderr: (output) => writeText(2, output),
    },
    new AbortController().signal,
  );
}
