/** Announces a command: begin, output, end. */
import type { CallId, Duration, EventOf, ExecCommandSource, ParsedCommand } from "@codex-ts/protocol";
import type { EventSink } from "../../ports/event-sink.ts";

/** What all events of one command share. */
export interface AnnouncedCommand {
  readonly callId: CallId;
  readonly turnId: string;
  /** Set for processes of the session tools. */
  readonly processId: number | undefined;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly parsed: readonly ParsedCommand[];
  readonly source: ExecCommandSource;
}

/** How a command ended. */
export interface AnnouncedEnd {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly aggregated: string;
  /** As the model is told. */
  readonly formatted: string;
  readonly durationMs: number;
}

/** Announces that a command starts. */
export function announceBegin(events: EventSink, command: AnnouncedCommand): void {
  events.emit({ type: "exec_command_begin", ...sharedFields(command) });
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

/** Announces that a command ended. */
export function announceEnd(events: EventSink, command: AnnouncedCommand, end: AnnouncedEnd): void {
  events.emit({
    type: "exec_command_end",
    ...sharedFields(command),
    stdout: end.stdout,
    stderr: end.stderr,
    aggregated_output: end.aggregated,
    exit_code: end.exitCode,
    duration: toDuration(end.durationMs),
    formatted_output: end.formatted,
  });
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
