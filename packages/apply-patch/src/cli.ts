/** The patch program: what runs under the name `apply_patch`, and inside the sandbox for the patch tool. */
import { applyPatch, type PatchTarget } from "./apply.ts";
import { decodeUtf8, NOT_UTF8 } from "./file-text.ts";
import { formatSyntaxErrorForCli, parsePatch } from "./parse.ts";
import { formatFailure, formatSummary } from "./summary.ts";

/** What the program needs of its surroundings. */
export interface PatchCliIo extends PatchTarget {
  /** Everything on standard input; called only when there is no argument. */
  readStdin(): Promise<Uint8Array>;
  stdout(text: string): void;
  stderr(text: string): void;
}

const USAGE = "Usage: apply_patch 'PATCH'\n       echo 'PATCH' | apply_patch\n";

/**
 * Runs `apply_patch [PATCH]`; `argv` holds the arguments alone. Patches that are longer than the system lets
 * an argument be (128 KiB on Linux) come on standard input. Answers the exit code: 0 applied, 1 not
 * (wholly) applied, 2 wrong usage. Rejects only with the reason of the signal.
 */
export async function runApplyPatchCli(
  argv: readonly string[],
  io: PatchCliIo,
  signal: AbortSignal,
): Promise<number> {
  const [argument, ...rest] = argv;
  if (rest.length > 0) {
    io.stderr(`Error: apply_patch accepts exactly one argument.\n${USAGE}`);
    return 2;
  }
  if (argument !== undefined) return await runPatchText(argument, io, signal);
  const bytes = await io.readStdin();
  if (bytes.length === 0) {
    io.stderr(USAGE);
    return 2;
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    io.stderr(`Error: Failed to read PATCH from stdin.\n${NOT_UTF8}\n`);
    return 1;
  }
  return await runPatchText(text, io, signal);
}

/** Parses and applies one patch and reports on `io`. Answers 0 or 1 as `runApplyPatchCli` does. */
async function runPatchText(text: string, io: PatchCliIo, signal: AbortSignal): Promise<number> {
  const parsed = parsePatch(text);
  if (!parsed.ok) {
    io.stderr(`${formatSyntaxErrorForCli(parsed.error)}\n`);
    return 1;
  }
  const outcome = await applyPatch(parsed.patch, io, signal);
  if (!outcome.ok) {
    io.stderr(formatFailure(outcome.message, outcome.reason, outcome.changed));
    return 1;
  }
  io.stdout(formatSummary(outcome.changed));
  return 0;
}
