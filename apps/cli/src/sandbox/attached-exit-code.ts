/** The exit status of a program that runs another one in its place. */
import type { AttachedOutcome } from "@codex-ts/exec-sandbox";

/** As `env`, `timeout` and shells have it: not found, and found but not executable. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** The status of the command, 128 + n after a signal; where none ran, `tell` gets the reason. */
export function attachedExitCode(outcome: AttachedOutcome, tell: (text: string) => void): number {
  if (outcome.kind === "exited") return outcome.exitCode;
  const { reason, message } = outcome.failure;
  tell(`Error: ${message}\n`);
  if (reason === "program_not_found") return NOT_FOUND;
  return reason === "program_not_executable" ? NOT_EXECUTABLE : 1;
}
