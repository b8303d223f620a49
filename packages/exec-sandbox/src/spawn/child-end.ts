/** How a child process ended, or why there never was one. */
import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import type { StartFailure } from "./start-failure.ts";

/** The end of the process itself; its output may still be on the way. */
export type SpawnEnd =
  | { readonly kind: "exited"; readonly exitCode: number; readonly signal: NodeJS.Signals | undefined }
  | { readonly kind: "failed"; readonly failure: StartFailure };

/** What was asked for, for the words of a failure. */
export interface ChildRequest {
  readonly argv: readonly string[];
  readonly cwd: string;
}

/** Waits for the end of a child; never rejects. */
export function endOfChild(child: ChildProcess, request: ChildRequest): Promise<SpawnEnd> {
  return new Promise((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      resolve({ kind: "failed", failure: spawnFailure(error, request) });
    });
    child.once("exit", (code, signal) => {
      resolve({ kind: "exited", exitCode: code ?? signalStatus(signal), signal: signal ?? undefined });
    });
  });
}

const SIGNAL_STATUS_BASE = 128;

/** The exit status that shells give for a death by signal. */
function signalStatus(signal: NodeJS.Signals | null): number {
  return SIGNAL_STATUS_BASE + (signal === null ? 0 : constants.signals[signal]);
}

/** A request that no system could start, before anything is tried. */
export function requestFailure({ argv, cwd }: ChildRequest): StartFailure | undefined {
  if (argv[0] === undefined || argv[0] === "") {
    return { reason: "program_not_found", message: "cannot run a command without a program" };
  }
  if ([...argv, cwd].some((text) => text.includes("\0"))) {
    return { reason: "system", message: "cannot run a command with a null byte in it" };
  }
  return undefined;
}

/** Says in words why starting a process failed; takes what the call threw or emitted. */
export function spawnFailure(error: unknown, { argv, cwd }: ChildRequest): StartFailure {
  const program = argv[0] ?? "";
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return {
        reason: "program_not_found",
        message: `cannot run ${program}: not found, or the working folder ${cwd} does not exist`,
      };
    case "EACCES":
      return { reason: "program_not_executable", message: `cannot run ${program}: permission denied` };
    case "E2BIG":
      return {
        reason: "system",
        message: `cannot run ${program}: its arguments and environment are too long for this system; put long text into a file`,
      };
    default:
      return { reason: "system", message: `cannot start ${program}: ${message}` };
  }
}
