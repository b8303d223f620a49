/** Why this package failed: a rules file or folder could not be read, written or locked. */
export type ExecPolicyErrorCode = "rules_unreadable" | "rules_unwritable" | "rules_locked";

/** Thrown when the disk refuses. A rules file with mistakes is a returned value, never this. */
export class ExecPolicyError extends Error {
  override readonly name = "ExecPolicyError";
  readonly code: ExecPolicyErrorCode;

  constructor(code: ExecPolicyErrorCode, message: string, options: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A place in a rules file: both numbers count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What ends the reading of a rules file. Stays inside this package: `parseRules` returns it as a value. */
export class RulesFault extends Error {
  override readonly name = "RulesFault";
  readonly position: Position;

  constructor(position: Position, message: string) {
    super(message);
    this.position = position;
  }
}
