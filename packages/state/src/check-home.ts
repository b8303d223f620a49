/** Tells early, and in plain words, when nothing can be kept. */
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import path from "node:path";
import { StateError, systemErrorCode, toStateError } from "./errors.ts";
import { rolloutRoot } from "./rollout/layout.ts";

/**
 * Looks whether threads can be recorded under `home` (CODEX_HOME), creating nothing. Undefined when they can;
 * else why not and what to do. A disk that is full shows itself only when something is written.
 */
export async function checkHome(home: string): Promise<StateError | undefined> {
  const sessions = rolloutRoot(home, false);
  return (await checkFolder(home, true)) ?? (await checkFolder(sessions, false));
}

async function checkFolder(folder: string, isRequired: boolean): Promise<StateError | undefined> {
  const action = "keep sessions";
  try {
    if (!(await stat(folder)).isDirectory()) {
      const message = `Cannot ${action}: ${folder} is a file, but must be a directory. Move it away.`;
      return new StateError("path_blocked", path.resolve(folder), message);
    }
    await access(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    if (!isRequired && systemErrorCode(error) === "ENOENT") return undefined;
    return toStateError(error, action, folder);
  }
}
