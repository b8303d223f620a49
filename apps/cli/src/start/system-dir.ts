/** The machine's directory of settings, which administrators write. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/** The variable that names another directory where the machine has none of its own; for tests and containers. */
export const SYSTEM_DIR_VARIABLE = "CODEX_SYSTEM_DIR";

type Env = Readonly<Record<string, string | undefined>>;

/** Where the directory is on a platform. No variable moves it: users could else escape from requirements. */
export function builtInSystemDir(platform: NodeJS.Platform): string {
  return platform === "win32" ? "C:\\ProgramData\\OpenAI\\Codex" : "/etc/codex";
}

/**
 * The directory to use. The variable counts only where `builtIn` is missing or empty, so it can add to what
 * the machine requires and never take away, and only when it names a directory by its full path.
 */
export function findSystemDir(env: Env, builtIn: string): string {
  const wanted = env[SYSTEM_DIR_VARIABLE];
  return wanted && systemDirFault(env) === undefined && isUnused(builtIn) ? wanted : builtIn;
}

/** Why the variable names no directory, as a sentence; undefined when it does, or is not set. */
export function systemDirFault(env: Env): string | undefined {
  const wanted = env[SYSTEM_DIR_VARIABLE];
  if (!wanted) return undefined;
  const quoted = JSON.stringify(wanted);
  if (!path.isAbsolute(wanted)) return `${SYSTEM_DIR_VARIABLE} is ignored: ${quoted} is not a full path.`;
  return isDirectory(wanted)
    ? undefined
    : `${SYSTEM_DIR_VARIABLE} is ignored: there is no directory at ${quoted}.`;
}

function isDirectory(folder: string): boolean {
  try {
    return statSync(folder).isDirectory();
  } catch {
    // Missing, a loop of links, or a path too long: whatever it is, nothing can be read there.
    return false;
  }
}

/** A directory that cannot be looked into is in use. */
function isUnused(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
}
