/** A login for as long as the process runs. */
import type { CredentialStore } from "./credential-store.ts";
import type { StoredLogin } from "./stored-login.ts";

/** Keeps the login in memory only. */
export function createMemoryStore(): CredentialStore {
  let kept: StoredLogin | undefined;
  return {
    load: async () => (kept ? { kind: "loaded", login: kept } : { kind: "absent" }),
    async save(login) {
      kept = login;
      return { backup: undefined };
    },
    async remove() {
      const wasThere = kept !== undefined;
      kept = undefined;
      return wasThere;
    },
  };
}
