/** The exit codes of `codex exec`, decided in one place. */
export const EXIT = {
  ok: 0,
  /** The turn failed, or could not start. */
  failed: 1,
  usage: 2,
} as const;

/** A code of the table, or 128 plus the number of the signal that ended the run. */
export type ExitCode = number;

const SIGNAL_NUMBERS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/** The code of a run that a signal ended; the reason of an interrupt is the signal's name. */
export function signalExitCode({ reason }: AbortSignal): ExitCode {
  return 128 + (SIGNAL_NUMBERS[String(reason)] ?? 2);
}
