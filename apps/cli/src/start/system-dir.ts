/** The machine's directory of settings, which administrators write. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/** The variable that names another directory where the machine has none of its own; for tests and containers. */
export const SYSTEM_DIR_VARIABLE = "CODEX_SYSTEM_DIR";

/** Where the directory is on a platform. No variable moves it: users could else escape from requirements. */
export function builtInSystemDir(platform: NodeJS.Platform): string {
  return platform === "win32" ? "C:\\ProgramData\\OpenAI\\Codex" : "/etc/codex";
}

/**
 * The directory to use. The variable counts only where `builtIn` is missing or empty, so it can add to what
 * the machine requires and never take away, and only when it names a directory by its full path.
 */
export function findSystemDir(env: Readonly<Record<string, string | undefined>>, builtIn: string): string {
  const wanted = env[SYSTEM_DIR_VARIABLE];
  if (!wanted || !path.isAbsolute(wanted) || !isDirectory(wanted) || !isUnused(builtIn)) return builtIn;
  return wanted;
}

function isDirectory(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** A directory that cannot be looked into is in use. */
function isUnused(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
}
