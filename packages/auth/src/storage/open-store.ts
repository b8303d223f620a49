/** From the setting to the place. */
import { createFileStore } from "./auth-file.ts";
import type { CredentialStore, CredentialStoreMode } from "./credential-store.ts";
import { createKeyringStore } from "./keyring-store.ts";
import { createMemoryStore } from "./memory-store.ts";

/** What the places need. */
export interface StoreOptions {
  /** CODEX_HOME. */
  readonly home: string;
  /** Gives names for temporary files. */
  readonly createSuffix: () => string;
}

/** Opens the place that `cli_auth_credentials_store` names; nothing is read. */
export function openStore(mode: CredentialStoreMode, options: StoreOptions): CredentialStore {
  if (mode === "ephemeral") return createMemoryStore();
  const file = createFileStore(options.home, options.createSuffix);
  if (mode === "file") return file;
  const keyring = createKeyringStore(options.home);
  return mode === "keyring" ? keyringOnly(keyring, file) : keyringOrFile(keyring, file);
}

/** A login that moves into the keyring leaves no file behind. */
function keyringOnly(keyring: CredentialStore, file: CredentialStore): CredentialStore {
  return {
    load: keyring.load,
    async save(login, signal) {
      const saved = await keyring.save(login, signal);
      await file.remove(signal);
      return saved;
    },
    async remove(signal) {
      const wasInKeyring = await keyring.remove(signal);
      return (await file.remove(signal)) || wasInKeyring;
    },
  };
}

/** Where there is no keyring the file stands in for it. */
function keyringOrFile(keyring: CredentialStore, file: CredentialStore): CredentialStore {
  return {
    async load(signal) {
      const found = await keyring.load(signal);
      return found.kind === "loaded" ? found : file.load(signal);
    },
    async save(login, signal) {
      try {
        await keyring.save(login, signal);
      } catch {
        signal.throwIfAborted();
        return file.save(login, signal);
      }
      await file.remove(signal);
      return { backup: undefined };
    },
    async remove(signal) {
      const wasInKeyring = await keyring.remove(signal).catch(() => false);
      signal.throwIfAborted();
      return (await file.remove(signal)) || wasInKeyring;
    },
  };
}
