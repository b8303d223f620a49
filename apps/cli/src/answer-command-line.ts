/** Command lines that are answered at once: with the help, or with what is wrong with them. */
import {
  formatHelp,
  formatUsageError,
  type Grammar,
  type HelpPage,
  type ReadCommandLine,
  readCommandLine,
} from "@codex-ts/std";
import { writeText } from "./write-text.ts";

/** Reads the arguments of a command without subcommands; where they are answered at once, gives the exit code. */
export function readOrAnswer(
  grammar: Grammar,
  page: HelpPage,
  args: readonly string[],
): ReadCommandLine | number {
  const read = readCommandLine(grammar, args);
  if (!read.ok) return refuseCommandLine(page, read);
  if (!read.values.has("help")) return read;
  writeText(1, formatHelp(page, grammar));
  return 0;
}

/** Says what is wrong and how the command is written; gives the exit code. */
export function refuseCommandLine(
  { usage }: Pick<HelpPage, "usage">,
  error: Parameters<typeof formatUsageError>[1],
): number {
  writeText(2, formatUsageError(usage, error));
  return 2;
}
