/** How a command came to its end, and the number that wires have for it. */
import {
  type FinishedCommand,
  likelyDenial,
  type ProcessEnd,
  type SandboxPlan,
} from "@codex-ts/exec-sandbox";

/** One end. A `code` is an exit status as shells give it: 128 + n after signal n. */
export type CommandEnd =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "signalled"; readonly code: number }
  | { readonly kind: "timed-out"; readonly code: number; readonly afterMs: number }
  /** An interrupt stopped it; `code` is undefined where that is all that is told of it. */
  | { readonly kind: "aborted"; readonly code: number | undefined }
  /** There was no command: it could not be started, or the work broke off before. */
  | { readonly kind: "not-started"; readonly reason: string }
  /** The user or the policy did not allow it. */
  | { readonly kind: "refused"; readonly reason: string };

/** What a command runs on. */
export type CommandChannel = "one-shot" | "pipes" | "terminal";

/** What a process of the session tools runs on. */
export function channelOf({ tty }: { readonly tty: boolean }): CommandChannel {
  return tty ? "terminal" : "pipes";
}

/** What events and texts of Codex 0.99.0 say of a command without an exit status of its own. */
const NO_STATUS = -1;

/** The exit code on wires. A death by signal is 128 + n for one-shot commands, -1 on pipes, 1 on a terminal. */
export function exitCodeOf(end: CommandEnd, channel: CommandChannel): number {
  switch (end.kind) {
    case "exited":
    case "timed-out":
      return end.code;
    case "signalled":
      if (channel === "one-shot") return end.code;
      return channel === "terminal" ? 1 : NO_STATUS;
    case "aborted":
      return end.code ?? NO_STATUS;
    case "not-started":
    case "refused":
      return NO_STATUS;
  }
}

/** The end of a one-shot command that had `timeoutMs`. */
export function endOfCommand(finished: FinishedCommand, timeoutMs: number): CommandEnd {
  const { exitCode: code, signal, end } = finished;
  if (end === "timed_out") return { kind: "timed-out", code, afterMs: timeoutMs };
  if (end === "aborted") return { kind: "aborted", code };
  return { kind: signal === undefined ? "exited" : "signalled", code };
}

/** The end of a session's process. */
export function endOfProcess(end: ProcessEnd): CommandEnd {
  if (end.kind === "not_started") return { kind: "not-started", reason: end.failure.message };
  return { kind: end.signal === undefined ? "exited" : "signalled", code: end.exitCode };
}

/** True when a command that ended by itself seems to have failed because of its sandbox. */
export function isDenied(plan: SandboxPlan, end: CommandEnd, outputs: readonly string[]): boolean {
  if (end.kind !== "exited" && end.kind !== "signalled") return false;
  return likelyDenial(plan, { exitCode: end.code, outputs }) !== undefined;
}

/** True when a command ran to its end and says that all is well. */
export function isSuccess(end: CommandEnd): boolean {
  return end.kind === "exited" && end.code === 0;
}
