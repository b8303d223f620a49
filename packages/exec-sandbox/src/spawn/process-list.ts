/** The processes of the system, as Linux shows them in `/proc`. */
import { readdirSync, readFileSync } from "node:fs";

/** A process as `/proc` shows it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  /** Clock ticks since boot: together with the number it names a process for good. */
  readonly startedAt: string;
}

/** All processes but zombies, which nothing can be done about; undefined where the system does not say. */
export function readProcesses(): ProcessEntry[] | undefined {
  const entries: ProcessEntry[] = [];
  let names: string[];
  try {
    names = readdirSync("/proc");
  } catch {
    return undefined;
  }
  for (const name of names) {
    if (!/^[0-9]+$/.test(name)) continue;
    try {
      const entry = parseStat(Number(name), readFileSync(`/proc/${name}/stat`, "latin1"));
      if (entry) entries.push(entry);
    } catch (error) {
      if (isOutOfDescriptors(error)) return undefined;
      // Otherwise the process ended while the list was read.
    }
  }
  return entries;
}

function isOutOfDescriptors(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "EMFILE" || code === "ENFILE";
}

/** Fields of `proc_pid_stat(5)`, counted from after the name: it stands in parentheses and may hold anything. */
const STAT = { state: 0, parent: 1, session: 3, startedAt: 19 } as const;

function parseStat(pid: number, stat: string): ProcessEntry | undefined {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[STAT.state] === "Z") return undefined;
  return {
    pid,
    parent: Number(fields[STAT.parent]),
    session: Number(fields[STAT.session]),
    startedAt: fields[STAT.startedAt] ?? "",
  };
}

/** `pid_max` counts from here once it has come to its end (`RESERVED_PIDS` in `kernel/pid.c`). */
const RESERVED_NUMBERS = 300;

/** How often the system has started a process or thread since boot; undefined where it does not say. */
export function countStarts(): number | undefined {
  try {
    const count = /^processes (\d+)$/m.exec(readFileSync("/proc/stat", "latin1"))?.[1];
    return count === undefined ? undefined : Number(count);
  } catch {
    return undefined;
  }
}

/**
 * So many starts cannot bring a number back. Numbers are given out in turn, and half of them count as being in
 * use all the time; 0 where the system does not say how many there are.
 */
export function startsWithoutReuse(): number {
  try {
    return (Number(readFileSync("/proc/sys/kernel/pid_max", "latin1")) - RESERVED_NUMBERS) / 2;
  } catch {
    return 0;
  }
}
