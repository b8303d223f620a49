/** The course of everything that runs as a command, whoever asked: announced, run, told to have ended. */
import type { CommandOutcome, SandboxPlan } from "@codex-ts/exec-sandbox";
import type { EventMsg, TruncationPolicy } from "@codex-ts/protocol";
import { reasonOf } from "@codex-ts/std";
import { formatTruncated } from "../history/truncate-output.ts";
import type { EventSink } from "../ports/event-sink.ts";
import { type CommandEnd, endOfCommand, isDenied } from "./command-end.ts";

/** What is told of a command when it has ended. */
export interface CommandReport {
  readonly end: CommandEnd;
  readonly stdout: string;
  readonly stderr: string;
  readonly aggregated: string;
  /** As the model is told. */
  readonly formatted: string;
  readonly durationMs: number;
}

/** The two events of one piece of work. */
export interface Announcements {
  readonly begin: EventMsg;
  readonly end: (report: CommandReport) => EventMsg;
}

/**
 * Runs something between its two events: one begin and one end, whatever happens in between. Rejects as `run`
 * does.
 */
export async function runCourse(
  events: EventSink,
  { begin, end }: Announcements,
  run: () => Promise<CommandReport>,
): Promise<CommandReport> {
  events.emit(begin);
  let report: CommandReport;
  try {
    report = await run();
  } catch (error) {
    const reason = reasonOf(error);
    events.emit(end(emptyReport("not-started", reason)));
    throw error;
  }
  events.emit(end(report));
  return report;
}

/** The report of a one-shot command that had `timeoutMs`; what the model is told of it is cut to `truncation`. */
export function reportOf(
  outcome: CommandOutcome,
  timeoutMs: number,
  truncation: TruncationPolicy,
): CommandReport {
  if (outcome.kind === "not_started") return emptyReport("not-started", outcome.failure.message);
  const { stdout, stderr, aggregated, durationMs } = outcome;
  const end = endOfCommand(outcome, timeoutMs);
  const formatted = formatTruncated(withTimeoutNote({ end, aggregated }), truncation);
  return { end, stdout, stderr, aggregated, formatted, durationMs };
}

/** The output, led by a line that says so when the time limit ended the command. */
export function withTimeoutNote({ end, aggregated }: Pick<CommandReport, "end" | "aggregated">): string {
  return end.kind === "timed-out"
    ? `command timed out after ${end.afterMs} milliseconds\n${aggregated}`
    : aggregated;
}

/** The report of a command that never ran. */
export function emptyReport(kind: "not-started" | "refused", reason: string): CommandReport {
  const told = { stdout: "", stderr: reason, aggregated: reason, formatted: reason };
  return { end: { kind, reason }, ...told, durationMs: 0 };
}

/** True when the sandbox, not the command, seems to have made it fail. */
export function isReportDenied(
  plan: SandboxPlan,
  { end, stdout, stderr, aggregated }: CommandReport,
): boolean {
  return isDenied(plan, end, [stdout, stderr, aggregated]);
}
