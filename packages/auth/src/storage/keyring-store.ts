/** The login in the keyring of the operating system. */
import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { parseJsonObject } from "@codex-ts/protocol";
import { AuthError } from "../errors.ts";
import type { CredentialStore, LoadResult } from "./credential-store.ts";
import { parseLogin, toRecord } from "./login-record.ts";

/** As Codex 0.99.0 names its entries, so that both find the same login. */
const SERVICE = "Codex Auth";
const ACCOUNT_DIGITS = 16;

/** Keeps the login of `home` in the keyring; its native code is loaded at the first use. */
export function createKeyringStore(home: string): CredentialStore {
  return {
    async load(signal): Promise<LoadResult> {
      let text: string | undefined;
      try {
        text = await readEntry(home, signal);
      } catch (error) {
        signal.throwIfAborted();
        const message = `Cannot read the login in the keyring (${reasonOf(error)}). Unlock it, or set cli_auth_credentials_store = "file".`;
        return { kind: "failed", error: new AuthError("auth_file_unreadable", message, error) };
      }
      if (text === undefined) return { kind: "absent" };
      const parsed = parseLogin(text);
      if (typeof parsed !== "string") return { kind: "loaded", login: parsed };
      const message = `The login in the keyring cannot be used: ${parsed}. Run \`codex login\` to write it anew.`;
      return { kind: "failed", error: new AuthError("auth_file_invalid", message) };
    },
    save: (login, signal) =>
      changing("store the login in", signal, async () => {
        const entry = await openEntry(home);
        const previous = await entry.getPassword(signal).catch(() => null);
        await entry.setPassword(JSON.stringify(toRecord(login, parseJsonObject(previous ?? ""))), signal);
        return { backup: undefined };
      }),
    remove: (signal) =>
      changing("remove the login from", signal, async () => (await openEntry(home)).deleteCredential(signal)),
  };
}

async function readEntry(home: string, signal: AbortSignal): Promise<string | undefined> {
  return (await (await openEntry(home)).getPassword(signal)) ?? undefined;
}

async function openEntry(home: string) {
  const { AsyncEntry } = await import("@napi-rs/keyring");
  // Else the kernel's keyring would stand in where there is no other, and forget the login at the next boot.
  return new AsyncEntry(SERVICE, await accountOf(home), { linux: { store: "secret-service" } });
}

/** `cli|` and the first digits of the home's digest: one entry for each home. */
async function accountOf(home: string): Promise<string> {
  const canonical = await realpath(home).catch(() => home);
  return `cli|${createHash("sha256").update(canonical).digest("hex").slice(0, ACCOUNT_DIGITS)}`;
}

async function changing<Value>(
  what: string,
  signal: AbortSignal,
  change: () => Promise<Value>,
): Promise<Value> {
  try {
    return await change();
  } catch (error) {
    signal.throwIfAborted();
    const message = `Cannot ${what} the keyring (${reasonOf(error)}). Unlock it, or set cli_auth_credentials_store = "file".`;
    throw new AuthError("store_failed", message, error);
  }
}

/** The keyring's own words name no credential: it has not understood one. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.trim().replace(/\.$/, "") : "unknown error";
}
