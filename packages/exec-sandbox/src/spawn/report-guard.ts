/** Keeps the launcher's own reports out of a command's output. */
import {
  mayBeReport,
  parseFailureReport,
  type ReportContext,
  startFailure,
} from "../launcher/failure-report.ts";
import type { StartFailure } from "./start-failure.ts";

/** Stands between a process and the readers of its output. */
export interface ReportGuard {
  /** Takes bytes as they arrive and gives back those that are certainly output. */
  pass(bytes: Buffer): Buffer;
  /** After the end of output and process: the failure, or the bytes that were held back. */
  finish(exitCode: number): { readonly failure: StartFailure } | { readonly rest: Buffer };
}

const NOTHING = Buffer.alloc(0);

/** A guard for a process that the launcher starts. A terminal puts a carriage return before line feeds. */
export function createReportGuard(context: ReportContext, isTerminal: boolean): ReportGuard {
  let held: Buffer = NOTHING;
  let isOpen = false;
  return {
    pass(bytes) {
      if (isOpen) return bytes;
      held = Buffer.concat([held, bytes]);
      if (context.stages.some(({ mark }) => mayBeReport(held, mark))) return NOTHING;
      isOpen = true;
      const output = held;
      held = NOTHING;
      return output;
    },
    finish(exitCode) {
      const report = isTerminal
        ? Buffer.from(held.toString("latin1").replaceAll("\r\n", "\n"), "latin1")
        : held;
      const [step] = context.stages.flatMap((stage) => parseFailureReport(exitCode, report, stage) ?? []);
      return step ? { failure: startFailure(step, context) } : { rest: held };
    },
  };
}

/** A guard for processes without a launcher: everything is output. */
export const OPEN_GUARD: ReportGuard = {
  pass: (bytes) => bytes,
  finish: () => ({ rest: NOTHING }),
};
