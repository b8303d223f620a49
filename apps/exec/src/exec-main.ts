/** The command `codex exec`. */
import { formatHelp, formatUsageError, type ReadCommandLine } from "@codex-ts/std";
import type { ExecIo } from "./exec-io.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { execGrammar, resumeGrammar } from "./options/exec-grammar.ts";
import { helpPages } from "./options/help-pages.ts";
import { parseExec } from "./options/parse-exec.ts";

const GRAMMARS = { exec: execGrammar, resume: resumeGrammar } as const;

/** Runs `codex exec ARGS`, loading the engine only for a turn; `inherited` are flags that stood before the word `exec`. */
export async function execMain(
  args: readonly string[],
  inherited: ReadCommandLine["values"],
  io: ExecIo,
): Promise<ExitCode> {
  const parsed = parseExec(args, inherited);
  switch (parsed.kind) {
    case "run":
      return (await import("./run-exec.ts")).runExec(parsed.options, io);
    case "help":
      io.stdout.write(formatHelp(helpPages[parsed.command], GRAMMARS[parsed.command]));
      return EXIT.ok;
    case "version":
      io.stdout.write(`codex-cli-exec ${io.version}\n`);
      return EXIT.ok;
    case "unsupported":
      io.stderr.write(`Error: ${parsed.message}\n`);
      return EXIT.failed;
    case "usage-error":
      io.stderr.write(formatUsageError(helpPages[parsed.command].usage, parsed));
      return EXIT.usage;
  }
}
