/** A place where a login is kept. */
import type { AuthError } from "../errors.ts";
import type { StoredLogin } from "./stored-login.ts";

/** The values of `cli_auth_credentials_store`. */
export type CredentialStoreMode = "file" | "keyring" | "auto" | "ephemeral";

/** What became of reading. */
export type LoadResult =
  | { readonly kind: "absent" }
  | { readonly kind: "loaded"; readonly login: StoredLogin }
  | { readonly kind: "failed"; readonly error: AuthError };

/** What became of storing; `backup` is where something unreadable that stood there has gone. */
export interface SaveResult {
  readonly backup: string | undefined;
}

/** One place, or several that are asked in order. Every call rejects with the signal's reason after an abort. */
export interface CredentialStore {
  load(signal: AbortSignal): Promise<LoadResult>;
  /** Replaces the login as a whole; it is stored for good when this resolves. Throws `AuthError` (`store_failed`). */
  save(login: StoredLogin, signal: AbortSignal): Promise<SaveResult>;
  /** Removes the login; true when there was one, readable or not. Throws `AuthError` (`store_failed`). */
  remove(signal: AbortSignal): Promise<boolean>;
}
