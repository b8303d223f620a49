/** A program that works on the login in the keyring of its session: argv is the home, the store's mode, and what to do. */
import { toApiKeyLogin } from "../src/login/api-key-login.ts";
import type { CredentialStoreMode } from "../src/storage/credential-store.ts";
import { openStore } from "../src/storage/open-store.ts";

const [home = "", mode = "", ...steps] = process.argv.slice(2);
const { signal } = new AbortController();
const store = openStore(mode as CredentialStoreMode, { home, createSuffix: () => "new" });
const said: unknown[] = [];
for (const step of steps) {
  const [verb, key = ""] = step.split("=");
  try {
    if (verb === "save") said.push(await store.save(toApiKeyLogin(key), signal));
    else if (verb === "remove") said.push(await store.remove(signal));
    else {
      const found = await store.load(signal);
      said.push(found.kind === "loaded" ? found.login.apiKey?.reveal() : found.kind);
    }
  } catch (error) {
    said.push(error instanceof Error ? error.message : "");
  }
}
process.stdout.write(JSON.stringify(said));
