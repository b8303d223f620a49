/** The program. Answers what needs nothing at once, and loads the rest only for the command that needs it. */
import { homedir } from "node:os";
import { entryPoints } from "./start/entry-points.ts";
import { findEntryPoint } from "./start/find-entry-point.ts";
import { loadDotenv } from "./start/load-dotenv.ts";
import { systemDirFault } from "./start/system-dir.ts";
import { VERSION } from "./version.ts";
import { OutputError, writeText } from "./write-text.ts";

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === "--version" || args[0] === "-V") {
    writeText(1, `codex-cli ${VERSION}\n`);
    return 0;
  }
  const other = findEntryPoint(entryPoints, args);
  if (other) return other.entry.run(other.args);
  const fault = systemDirFault(process.env);
  if (fault !== undefined) writeText(2, `warning: ${fault}\n`);
  const [{ runCommand }] = await Promise.all([
    import("./run-command.ts"),
    loadDotenv(process.env, homedir(), (text) => writeText(2, `${text}\n`)),
  ]);
  return runCommand(args);
}

// Without `await`, which a script cannot have at its top.
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = 1;
    tellFailure(error);
  },
);

function tellFailure(error: unknown): void {
  // Whatever else was to be expected has been told before; it is a fault of ours, and the place helps to find it.
  const place = error instanceof Error ? error.stack : String(error);
  const text = error instanceof OutputError ? error.message : `unexpected failure: ${place}`;
  try {
    writeText(2, `Error: ${text}\n`);
  } catch (failure) {
    // Nobody can be told any more; the status still says so.
    if (!(failure instanceof OutputError)) throw failure;
  }
}
