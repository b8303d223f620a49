/** The patch tool, as which the program runs itself inside the sandbox. */
import { text } from "node:stream/consumers";
import { createNodePatchFs, runApplyPatchCli } from "@codex-ts/apply-patch";

/** Applies the patch of the only argument, or else of stdin; gives the exit code. */
export async function patchMain(args: readonly string[]): Promise<number> {
  return runApplyPatchCli(
    args,
    {
      cwd: process.cwd(),
      fs: createNodePatchFs(),
      readStdin: async () => Buffer.from(await text(process.stdin)),
      stdout: (output) => process.stdout.write(output),
      stderr: (output) => process.stderr.write(output),
    },
    new AbortController().signal,
  );
}
