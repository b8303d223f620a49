/** `auth.json`, the login in a file. */
import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { parseJsonObject } from "@codex-ts/protocol";
import { AuthError } from "../errors.ts";
import type { CredentialStore, LoadResult, SaveResult } from "./credential-store.ts";
import { parseLogin, toRecord } from "./login-record.ts";

const FILE = "auth.json";

/** Reads `auth.json` of `home` (CODEX_HOME). Rejects only with the signal's reason. */
export async function readAuthFile(home: string, signal: AbortSignal): Promise<LoadResult> {
  const file = path.join(home, FILE);
  signal.throwIfAborted();
  let bytes: Buffer;
  try {
    const status = statSync(file, { throwIfNoEntry: false });
    if (!status) return { kind: "absent" };
    // Reading a pipe would wait for somebody to write to it.
    if (!status.isFile()) return failed("auth_file_unreadable", notAFile("Cannot read the login", file));
    // At once: a file of this size is read faster than a thread of the pool is woken.
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return { kind: "absent" };
    const message = `Cannot read the login in ${file} (${code ?? "unknown error"}). Check the file's owner and mode.`;
    return failed("auth_file_unreadable", message, error);
  }
  const text = isUtf8(bytes) ? bytes.toString("utf8") : undefined;
  const parsed = text === undefined ? "it is not valid UTF-8" : parseLogin(text);
  if (typeof parsed !== "string") return { kind: "loaded", login: parsed };
  const message = `The login in ${file} cannot be used: ${parsed}. Run \`codex login\` to write it anew.`;
  return failed("auth_file_invalid", message);
}

/** Keeps the login in `auth.json` of `home`, mode 0600. `createSuffix` gives names for temporary files. */
export function createFileStore(home: string, createSuffix: () => string): CredentialStore {
  const file = path.join(home, FILE);
  return {
    load: (signal) => readAuthFile(home, signal),
    async save(login, signal) {
      const [{ writePrivateFile }, { isSpecialFile }] = await Promise.all([
        import("./write-private-file.ts"),
        import("@codex-ts/std/node"),
      ]);
      signal.throwIfAborted();
      if (await isSpecialFile(file))
        throw new AuthError("store_failed", notAFile("Cannot store the login", file));
      try {
        const backup = await backUpUnreadable(file);
        const record = toRecord(login, await previousRecord(file));
        await writePrivateFile(file, JSON.stringify(record, undefined, 2), createSuffix());
        return { backup };
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        const message = `Cannot store the login in ${file} (${code ?? "unknown error"}). Check that the folder can be written to.`;
        throw new AuthError("store_failed", message, error);
      }
    },
    async remove(signal) {
      signal.throwIfAborted();
      try {
        await rm(file);
        return true;
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === "ENOENT" || code === "ENOTDIR") return false;
        const message = `Cannot remove the login in ${file} (${code ?? "unknown error"}). Remove it by hand.`;
        throw new AuthError("store_failed", message, error);
      }
    },
  };
}

async function previousRecord(file: string): Promise<ReturnType<typeof parseJsonObject>> {
  return parseJsonObject(await readFile(file, "utf8").catch(() => ""));
}

/** Something that is no record may be precious to somebody: it is put aside, not overwritten. */
async function backUpUnreadable(file: string): Promise<SaveResult["backup"]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined || text.trim() === "" || parseJsonObject(text)) return undefined;
  const { followLink } = await import("@codex-ts/std/node");
  const target = await followLink(file);
  const backup = `${target}.bak`;
  await rename(target, backup);
  return backup;
}

function notAFile(failure: string, file: string): string {
  return `${failure}: ${file} is not a file. Move it away and run \`codex login\`.`;
}

function failed(code: AuthError["code"], message: string, cause?: unknown): LoadResult {
  return { kind: "failed", error: new AuthError(code, message, cause) };
}
