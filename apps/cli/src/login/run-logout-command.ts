/** `codex logout`: removes the stored login. */
import { formatHelp, formatUsageError, type ReadCommandLine, readCommandLine } from "@codex-ts/std";
import { writeText } from "../write-text.ts";
import { logoutPage, statusGrammar } from "./login-grammar.ts";
import { runLoginProcess } from "./login-process.ts";

/** Runs the command; gives the exit code. */
export async function runLogoutCommand(
  args: readonly string[],
  inherited: ReadCommandLine["values"],
): Promise<number> {
  const read = readCommandLine(statusGrammar, args);
  if (!read.ok) {
    writeText(2, formatUsageError(logoutPage.usage, read));
    return 2;
  }
  if (read.values.has("help")) {
    writeText(1, formatHelp(logoutPage, statusGrammar));
    return 0;
  }
  return runLoginProcess([inherited, read.values], async ({ auth, settings, signal, tell }) => {
    const wasLoggedIn = await auth.managerFor(settings).logout(signal);
    tell(wasLoggedIn ? "Successfully logged out" : "Not logged in");
    return 0;
  });
}
