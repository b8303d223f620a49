/** The exit codes of `codex exec`, decided in one place. */
export const EXIT = {
  ok: 0,
  /** The turn failed, or could not start. */
  failed: 1,
  usage: 2,
  /** 128 + SIGINT. */
  interrupted: 130,
} as const;

/** A code of the table, or 128 plus the number of the signal that ended the run. */
export type ExitCode = number;
