/** The patch tool as a program of its own: what the released program is under its hidden first argument. */
import { buffer } from "node:stream/consumers";
import { createNodePatchFs, runApplyPatchCli } from "@codex-ts/apply-patch";

process.exitCode = await runApplyPatchCli(
  process.argv.slice(2),
  {
    cwd: process.cwd(),
    fs: createNodePatchFs(),
    readStdin: () => buffer(process.stdin),
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
  },
  new AbortController().signal,
);
