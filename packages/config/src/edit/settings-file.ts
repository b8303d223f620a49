/** The user's config.toml on disk: where it really lies, and how it is replaced. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import {
  followLink,
  hasErrorCode,
  isSpecialFile,
  makeFolder,
  replaceFile,
  withFileLock,
} from "@codex-ts/std/node";
import { ConfigError } from "../errors.ts";
import { readFailure } from "../read-failure.ts";

/** Settings may hold secrets; a new file is the user's alone. */
const NEW_FILE_MODE = 0o600;

/** What is in a file. */
export interface SettingsFile {
  /** The file that is read and written: the end of the chain of links. */
  readonly target: string;
  /** Empty where there is no file yet. */
  readonly text: string;
}

/**
 * Lets `change` turn the content of a settings file into another, while no other process of ours changes it.
 * Undefined or the same text writes nothing. The file is replaced in one step, with its mode and owner kept,
 * and a reader sees the old or the new content whole. Missing folders are made.
 *
 * Links are followed; one whose chain has no end is itself replaced. Throws `ConfigError`.
 */
export async function changeSettingsFile<Result>(
  file: string,
  change: (settings: SettingsFile) => Promise<{ readonly text: string | undefined; readonly result: Result }>,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted();
  const target = await followLink(file);
  if (await isSpecialFile(target)) {
    throw new ConfigError("config_unwritable", `${target} is not a regular file; put one in its place`);
  }
  try {
    await makeFolder(path.dirname(target));
    return await withFileLock(`${target}.lock`, locked, () => changeLocked(target, change), signal);
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    const message = `${target} could not be written (${cause.code}): check its permissions and those of its folder`;
    throw new ConfigError("config_unwritable", message, { cause });
  }
}

async function changeLocked<Result>(
  target: string,
  change: (settings: SettingsFile) => Promise<{ readonly text: string | undefined; readonly result: Result }>,
): Promise<Result> {
  const before = await readText(target);
  const { text, result } = await change({ target, text: before });
  if (text !== undefined && text !== before) {
    await replaceFile(target, text, { mode: NEW_FILE_MODE, keepsMode: true, suffix: randomUUID() });
  }
  return result;
}

async function readText(target: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(target);
  } catch (cause) {
    // ELOOP: a link without an end is replaced as if nothing were there.
    if (hasErrorCode(cause, "ENOENT") || hasErrorCode(cause, "ELOOP")) return "";
    const code = (isSystemError(cause) && cause.code) || String(cause);
    throw new ConfigError("config_unreadable", readFailure(target, code), { cause });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const message = `${target} is not valid UTF-8; save it as UTF-8`;
    throw new ConfigError("config_unreadable", message, { cause });
  }
}

function locked(lockFile: string): ConfigError {
  const message = `${lockFile} stays locked: another program is changing the settings. If none is, delete the lock file`;
  return new ConfigError("config_locked", message);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === "object" && error !== null && "code" in error && "syscall" in error;
}
