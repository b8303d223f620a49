/** Running a login shell's command from a snapshot instead of the start-up files. */
import { type Stats, statSync } from "node:fs";
import path from "node:path";
import type { SnapshotShell } from "./snapshot-script.ts";
import { quoteWord } from "./snapshot-text.ts";

/** By this it is seen that a file is the one that was written: what changes it changes `changedMs`. */
export interface FileMark {
  readonly inode: number;
  readonly size: number;
  readonly changedMs: number;
}

/** A captured login environment. */
export interface ShellSnapshot {
  readonly shell: SnapshotShell;
  /** Absolute; commands elsewhere do not use it. */
  readonly cwd: string;
  readonly file: string;
  readonly fileMark: FileMark;
  /** True when there are functions or options, which only the file can bring. */
  readonly isSourced: boolean;
  /** Variables that start-up files set or remove. */
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

/** A command about to be started. */
export interface ShellCommand {
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const LOGIN_FLAG = "-lc";
/** Shell, flag and script; more are the script's own. */
const LEAST_WORDS = 3;

/**
 * The command that has the same effect without reading start-up files. Every command that is not a script for
 * the snapshot's own login shell in its own folder stays as it is, and so do all when the file was touched.
 */
export function applySnapshot(snapshot: ShellSnapshot, command: ShellCommand): ShellCommand {
  const [program = "", flag, script = "", ...rest] = command.argv;
  if (command.argv.length < LEAST_WORDS || flag !== LOGIN_FLAG) return command;
  if (program !== snapshot.shell.path && program !== path.basename(snapshot.shell.path)) return command;
  if (path.resolve(command.cwd) !== path.resolve(snapshot.cwd)) return command;
  const env = { ...command.env };
  for (const name of snapshot.unset) delete env[name];
  Object.assign(env, snapshot.set);
  if (!snapshot.isSourced) return { ...command, argv: [program, "-c", script, ...rest], env };
  if (!isUntouched(snapshot)) return command;
  // `eval` in the same shell: what the file defines would not outlive an `exec`.
  const sourced = `. ${quoteWord(snapshot.file)} >/dev/null 2>&1; eval ${quoteWord(script)}`;
  return { ...command, argv: [program, "-c", sourced, ...rest], env };
}

/** What identifies a file as it is now. */
export function markOf({ ino, size, ctimeMs }: Stats): FileMark {
  return { inode: ino, size, changedMs: ctimeMs };
}

/** A command that could write the file would otherwise run things in later, less confined commands. */
function isUntouched({ file, fileMark }: ShellSnapshot): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return false;
  const { inode, size, changedMs } = markOf(found);
  return inode === fileMark.inode && size === fileMark.size && changedMs === fileMark.changedMs;
}
