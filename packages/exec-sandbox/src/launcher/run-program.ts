/** Runs a program of the launcher that is no command: probes and the like. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Launcher } from "./open-launcher.ts";

/** How a run ended: its exit status, or undefined when it could not be started or died of a signal. */
export interface ProgramRun {
  readonly status: number | undefined;
  /** Standard error, whole. */
  readonly report: Buffer;
}

/** Starts the launcher with an encoded program and waits for its end. */
export function runProgram(
  launcher: Launcher,
  hex: string,
  argv: readonly string[],
  signal: AbortSignal,
): Promise<ProgramRun> {
  return new Promise((resolve, reject) => {
    const report: Buffer[] = [];
    // Typed loosely: without a descriptor left Node makes no streams, and only tells of an error.
    const child: ChildProcess = spawn(launcher.path, [hex, ...argv], {
      argv0: "codex-launcher",
      stdio: ["ignore", "ignore", "pipe"],
      env: {},
      signal,
      killSignal: "SIGKILL",
    });
    child.stderr?.on("data", (bytes: Buffer) => report.push(bytes));
    child.on("error", () => {
      if (signal.aborted) reject(signal.reason);
      else resolve({ status: undefined, report: Buffer.concat(report) });
    });
    child.on("close", (status) => resolve({ status: status ?? undefined, report: Buffer.concat(report) }));
  });
}
