/** The commands `codex exec` and `codex review`. */
import { formatHelp, formatUsageError, type ReadCommandLine } from "@codex-ts/std";
import type { ExecIo } from "./exec-io.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { execGrammar, programReviewGrammar, resumeGrammar, reviewGrammar } from "./options/exec-grammar.ts";
import type { ParsedExec } from "./options/exec-options.ts";
import { helpPages } from "./options/help-pages.ts";
import { parseExec, parseReview } from "./options/parse-exec.ts";

const GRAMMARS = {
  exec: execGrammar,
  resume: resumeGrammar,
  review: reviewGrammar,
  "program-review": programReviewGrammar,
} as const;

/** Runs `codex exec ARGS`, loading the engine only for a turn; `inherited` are flags that stood before the word `exec`. */
export async function execMain(
  args: readonly string[],
  inherited: ReadCommandLine["values"],
  io: ExecIo,
): Promise<ExitCode> {
  return carryOut(parseExec(args, inherited), io);
}

/** Runs `codex review ARGS`, in the same way. */
export async function reviewMain(
  args: readonly string[],
  inherited: ReadCommandLine["values"],
  io: ExecIo,
): Promise<ExitCode> {
  return carryOut(parseReview(args, inherited, "program-review"), io);
}

async function carryOut(parsed: ParsedExec, io: ExecIo): Promise<ExitCode> {
  switch (parsed.kind) {
    case "run":
      return (await import("./run-exec.ts")).runExec(parsed.options, io);
    case "help":
      io.stdout.write(formatHelp(helpPages[parsed.command], GRAMMARS[parsed.command]));
      return EXIT.ok;
    case "version":
      io.stdout.write(`codex-cli-exec ${io.version}\n`);
      return EXIT.ok;
    case "refused":
      io.stderr.write(`Error: ${parsed.message}\n`);
      return EXIT.failed;
    case "usage-error":
      io.stderr.write(formatUsageError(helpPages[parsed.command].usage, parsed));
      return EXIT.usage;
  }
}
