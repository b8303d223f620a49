/** Announces a command: begin, output, end. */
import type { CallId, Duration, EventOf, ExecCommandSource, ParsedCommand } from "@codex-ts/protocol";
import type { EventSink } from "../../ports/event-sink.ts";
import type { Announcements, CommandReport } from "../command-course.ts";
import { type CommandChannel, exitCodeOf } from "../command-end.ts";

/** What all events of one command share. */
export interface AnnouncedCommand {
  readonly callId: CallId;
  readonly turnId: string;
  /** Set for processes of the session tools. */
  readonly processId: number | undefined;
  readonly channel: CommandChannel;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly parsed: readonly ParsedCommand[];
  readonly source: ExecCommandSource;
}

/** The events of a command. */
export function execAnnouncements(command: AnnouncedCommand): Announcements {
  return {
    begin: { type: "exec_command_begin", ...sharedFields(command) },
    end: (report) => toEndEvent(command, report),
  };
}

/** Announces a piece of output. */
export function announceOutput(
  events: EventSink,
  callId: CallId,
  stream: "stdout" | "stderr",
  bytes: Uint8Array,
): void {
  const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  events.emit({ type: "exec_command_output_delta", call_id: callId, stream, chunk });
}

function toEndEvent(command: AnnouncedCommand, report: CommandReport): EventOf<"exec_command_end"> {
  return {
    type: "exec_command_end",
    ...sharedFields(command),
    stdout: report.stdout,
    stderr: report.stderr,
    aggregated_output: report.aggregated,
    exit_code: exitCodeOf(report.end, command.channel),
    duration: toDuration(report.durationMs),
    formatted_output: report.formatted,
  };
}

function sharedFields(command: AnnouncedCommand): Omit<EventOf<"exec_command_begin">, "type"> {
  return {
    call_id: command.callId,
    ...(command.processId === undefined ? {} : { process_id: String(command.processId) }),
    turn_id: command.turnId,
    command: [...command.argv],
    cwd: command.cwd,
    parsed_cmd: [...command.parsed],
    source: command.source,
  };
}

const NANOS_PER_SECOND = 1_000_000_000;

/** Milliseconds as seconds and nanoseconds, the latter below a second; none when the clock was set back. */
export function toDuration(ms: number): Duration {
  const nanos = Math.round(Math.max(0, ms) * 1_000_000);
  return { secs: Math.floor(nanos / NANOS_PER_SECOND), nanos: nanos % NANOS_PER_SECOND };
}
