/** The bounds within which a rules file runs. */
import { type Position, RulesFault } from "../errors.ts";

/**
 * Work that a file may do: one unit per expression and statement, one per item or character that is built.
 * Real files need a few thousand; this many take well under a second.
 */
const MAX_WORK = 1_000_000;

/** Nesting of expressions, statements and calls together; far below what the stack holds. */
const MAX_DEPTH = 400;

/** What is left to a running file. */
export interface Machine {
  work: number;
  depth: number;
}

/** A machine for one file. */
export function createMachine(): Machine {
  return { work: 0, depth: 0 };
}

/** Counts work; ends a file that does too much. */
export function spend(machine: Machine, units: number, place: Position): void {
  machine.work += units;
  if (machine.work > MAX_WORK) {
    throw new RulesFault(place, "this file computes too much; write the rules out, or shorten its loops");
  }
}

/** Runs something one level deeper; ends a file that nests or recurses too deep. */
export function deeper<Result>(machine: Machine, place: Position, run: () => Result): Result {
  spend(machine, 1, place);
  if (machine.depth >= MAX_DEPTH) {
    throw new RulesFault(place, "this nests too deep; functions must not call themselves");
  }
  machine.depth += 1;
  try {
    return run();
  } finally {
    machine.depth -= 1;
  }
}
