/** `codex logout`: removes the stored login. */
import type { ReadCommandLine } from "@codex-ts/std";
import { readOrAnswer } from "../answer-command-line.ts";
import { logoutPage, statusGrammar } from "./login-grammar.ts";
import { runLoginProcess } from "./login-process.ts";

/** Runs the command; gives the exit code. */
export async function runLogoutCommand(
  args: readonly string[],
  inherited: ReadCommandLine["values"],
): Promise<number> {
  const read = readOrAnswer(statusGrammar, logoutPage, args);
  if (typeof read === "number") return read;
  return runLoginProcess([inherited, read.values], async ({ auth, settings, signal, tell }) => {
    const wasLoggedIn = await auth.managerFor(settings).logout(signal);
    tell(wasLoggedIn ? "Successfully logged out" : "Not logged in");
    return 0;
  });
}
