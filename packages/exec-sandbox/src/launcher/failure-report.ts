/** Reads what the launcher says when it could not get to the command. */
import { constants } from "node:os";
import type { StartFailure } from "../spawn/start-failure.ts";
import { ENTER_FOLDER, EXECUTE, LAUNCH_STATUS } from "./launch-surroundings.ts";
import { type EncodedProgram, FAILURE_REPORT_BYTES, MARK_BYTES } from "./program.ts";

/** One program of a launch; each has a mark of its own. */
export interface LaunchStage {
  readonly mark: string;
  readonly purposes: EncodedProgram["purposes"];
}

/** What the launch was about, for the words of the failure. */
export interface ReportContext {
  readonly stages: readonly LaunchStage[];
  readonly program: string;
  readonly cwd: string;
}

/** A step of the launcher that failed. */
export interface FailedStep {
  /** What it was to achieve, as a verb phrase. */
  readonly purpose: string;
  /** Name of the system's error, such as `EPERM`. */
  readonly error: string;
}

/**
 * The step that a finished process reports, undefined when the command itself ran. Only output that consists
 * of a marked report and nothing else counts: a command cannot know the mark.
 */
export function parseFailureReport(
  exitCode: number,
  output: Uint8Array,
  { mark, purposes }: LaunchStage,
): FailedStep | undefined {
  const report = Buffer.from(output.buffer, output.byteOffset, output.length);
  const isLauncherStatus = Object.values<number>(LAUNCH_STATUS).includes(exitCode);
  if (!isLauncherStatus || !isReport(report, mark)) return undefined;
  return {
    purpose: purposes.get(Number(report.readBigInt64LE(MARK_BYTES + 8))) ?? "start the command",
    error: errorName(Number(-report.readBigInt64LE(MARK_BYTES))),
  };
}

/** Says a failed step in words for users and models. */
export function startFailure(
  { purpose, error }: FailedStep,
  context: Pick<ReportContext, "program" | "cwd">,
): StartFailure {
  const { program, cwd } = context;
  if (purpose === EXECUTE) return executionFailure(error, context);
  if (purpose === ENTER_FOLDER) {
    return {
      reason: "bad_working_folder",
      message: `cannot run ${program}: the working folder ${cwd} cannot be entered (${error})`,
    };
  }
  return {
    reason: "sandbox",
    message: `cannot run ${program} in the sandbox: failed to ${purpose} (${error}); nothing was run. \`codex sandbox status\` tells what this machine can do`,
  };
}

/** True while output could still turn out to be a report: nobody should see it yet. */
export function mayBeReport(start: Uint8Array, mark: string): boolean {
  const text = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, MARK_BYTES)).toString(
    "latin1",
  );
  return mark.startsWith(text);
}

function isReport(report: Buffer, mark: string): boolean {
  return report.length === FAILURE_REPORT_BYTES && report.toString("latin1", 0, MARK_BYTES) === mark;
}

function executionFailure(
  name: string,
  { program, cwd }: Pick<ReportContext, "program" | "cwd">,
): StartFailure {
  if (name === "ENOENT" || name === "ENOTDIR") {
    const where = program.includes("/")
      ? `no such file (seen from ${cwd}), or its interpreter is missing`
      : "not found in PATH";
    return { reason: "program_not_found", message: `cannot run ${program}: ${where}` };
  }
  return {
    reason: "program_not_executable",
    message: `cannot run ${program}: it cannot be executed (${name})`,
  };
}

function errorName(errorCode: number): string {
  const found = Object.entries(constants.errno).find(([, value]) => value === errorCode);
  return found?.[0] ?? `error ${errorCode}`;
}
