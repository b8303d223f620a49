/** Owns the login of a process: finds it, keeps it, renews it, and lets go of it. Nobody else does any of that. */
import type { LockOwner } from "@codex-ts/std/node";
import type { AuthHttp } from "./auth-http.ts";
import { type AuthProvider, createAuthProvider } from "./auth-provider.ts";
import { type ResolvedAuth, toCodexAuth } from "./codex-auth.ts";
import { createExternalLogin, type ExternalLogin } from "./external-login.ts";
import type { AskForTokens, ExternalTokens } from "./external-tokens.ts";
import { DEFAULT_ISSUER } from "./login/issuer.ts";
import { createHeldLogin, type HeldLogin } from "./renewal/held-login.ts";
import { Secret } from "./secret.ts";
import type { CredentialStoreMode, SaveResult } from "./storage/credential-store.ts";
import { openStore } from "./storage/open-store.ts";
import type { StoredLogin } from "./storage/stored-login.ts";

/** The surroundings of a login. */
export interface AuthManagerOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** CODEX_HOME. */
  readonly home: string;
  /** Where the login is kept (`cli_auth_credentials_store`). */
  readonly store: CredentialStoreMode;
  /** True where `CODEX_API_KEY` counts (`codex exec`). */
  readonly acceptsCodexApiKey: boolean;
  readonly http: AuthHttp;
  /** Who we are, for the lock between processes. */
  readonly process: LockOwner;
  readonly clock: { now(): number };
  /** Gives a name that nobody has used. */
  readonly createSuffix: () => string;
}

/** The login of a process. */
export interface AuthManager {
  /** The credentials of a model provider's requests; only `openai` may use `OPENAI_API_KEY`. */
  providerFor(providerId: string): AuthProvider;
  /** Stores a login in place of the one that is there, and gives lent tokens back. Throws `AuthError`. */
  save(login: StoredLogin, signal: AbortSignal): Promise<SaveResult>;
  /** Uses lent tokens from now on, in memory only. Throws `AuthError`. */
  lend(tokens: ExternalTokens, ask: AskForTokens, workspaceId: string | undefined): void;
  /** Renews the stored ChatGPT tokens now; without any it does nothing. Throws `AuthError`. */
  renew(signal: AbortSignal): Promise<void>;
  /** Sees what other programs have stored, with the next request. */
  reload(): void;
  /** Removes the login everywhere; true when there was one. Throws `AuthError`. */
  logout(signal: AbortSignal): Promise<boolean>;
  /** Waits for a renewal that is under way, so that what it brings is stored. */
  close(): Promise<void>;
}

const OPENAI = "openai";

/** Makes the manager; nothing is read before the first call. */
export function createAuthManager(options: AuthManagerOptions): AuthManager {
  const held = holdLogin(options);
  let external: ExternalLogin | undefined;
  const currentFor = (providerId: string) => (signal: AbortSignal) =>
    findLogin(options, providerId, external, held, signal);
  return {
    providerFor: (providerId) =>
      createAuthProvider({ current: currentFor(providerId), held, external: () => external }),
    async save(login, signal) {
      const saved = await held.replace(login, signal);
      external = undefined;
      return saved;
    },
    lend(tokens, ask, workspaceId) {
      external = createExternalLogin(tokens, ask, workspaceId, () => options.clock.now());
    },
    renew: (signal) => held.renew(signal),
    reload: () => held.forget(),
    async logout(signal) {
      const wasLent = external !== undefined;
      external = undefined;
      return (await held.remove(signal)) || wasLent;
    },
    close: () => held.close(),
  };
}

/**
 * Looks in this order: `CODEX_API_KEY` (where accepted), lent tokens, the store, `OPENAI_API_KEY` (provider
 * `openai`). A stored login that is broken ends the search: falling through to a key would change unasked who
 * pays.
 */
async function findLogin(
  { env, acceptsCodexApiKey }: AuthManagerOptions,
  providerId: string,
  external: ExternalLogin | undefined,
  held: HeldLogin,
  signal: AbortSignal,
): Promise<ResolvedAuth> {
  const codexKey = acceptsCodexApiKey ? keyFrom(env["CODEX_API_KEY"]) : undefined;
  if (codexKey) return { auth: { mode: "apikey", key: codexKey }, source: "CODEX_API_KEY" };
  const lent = external && toCodexAuth(external.login());
  if (lent) return { auth: lent, source: "external" };
  const stored = await held.load(signal);
  if (stored.kind === "failed") return { auth: undefined, source: "none", problem: stored.error };
  const auth = stored.kind === "loaded" ? toCodexAuth(stored.login) : undefined;
  if (auth) return { auth, source: "stored" };
  const openaiKey = providerId === OPENAI ? keyFrom(env["OPENAI_API_KEY"]) : undefined;
  if (openaiKey) return { auth: { mode: "apikey", key: openaiKey }, source: "OPENAI_API_KEY" };
  return { auth: undefined, source: "none", problem: undefined };
}

/** White space around a key comes from shells and files; a blank variable is none. */
function keyFrom(value: string | undefined): Secret | undefined {
  const key = value?.trim();
  return key ? new Secret(key) : undefined;
}

function holdLogin(options: AuthManagerOptions): HeldLogin {
  const { env, home, store, http, clock, createSuffix } = options;
  return createHeldLogin({
    store: openStore(store, { home, createSuffix }),
    // What only this process knows needs no lock between processes.
    lock: async (signal) => {
      if (store === "ephemeral") return async () => undefined;
      const { lockHome } = await import("./renewal/lock-home.ts");
      return lockHome(home, options.process, signal);
    },
    http,
    url: env["CODEX_REFRESH_TOKEN_URL_OVERRIDE"]?.trim() || `${DEFAULT_ISSUER.url}/oauth/token`,
    clientId: DEFAULT_ISSUER.clientId,
    now: () => clock.now(),
  });
}
