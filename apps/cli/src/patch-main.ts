/** The patch tool, as which the program runs itself inside the sandbox. */
import { text } from "node:stream/consumers";
import { createNodePatchFs, runApplyPatchCli } from "@codex-ts/apply-patch";

/** Applies the patch of the arguments or of stdin; gives the exit code. */
export async function patchMain(args: readonly string[], needsArgument: boolean): Promise<number> {
  if (needsArgument && args.length !== 1) {
    process.stderr.write("Error: --codex-run-as-apply-patch takes exactly one argument, the patch.\n");
    return 1;
  }
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
