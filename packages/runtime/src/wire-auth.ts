/** The login of a process, joined to its settings and surroundings. */
import { randomBytes, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import {
  type AuthManager,
  createAuthManager,
  DEFAULT_ISSUER,
  type Issuer,
  requirementsAccount,
  type SaveResult,
  type StoredLogin,
} from "@codex-ts/auth";
import type { UsageSnapshot } from "@codex-ts/auth/backend";
import type { BrowserLogin, DeviceCode } from "@codex-ts/auth/login";
import type { ResolvedConfig } from "@codex-ts/config";
import { resolveOriginator } from "@codex-ts/model-client";
import { untilAborted } from "@codex-ts/std";
import { createAuthConnection } from "./auth-http.ts";
import { RuntimeError } from "./errors.ts";
import type { RuntimeOptions } from "./runtime-options.ts";
import { systemClock } from "./wire-services.ts";

/** The settings that concern the login. */
export type AuthSettings = Pick<ResolvedConfig, "auth">;

/** The settings that concern the account: those of the login, and whose models it pays for. */
export type AccountConfig = Pick<ResolvedConfig, "auth" | "provider">;

/** Where a login goes when it is not OpenAI's own server, and whether it is stored somewhere else too. */
export type IssuerOverride = Partial<Issuer>;

/** What a process does with its login; nothing is read, sent or loaded before the first call. */
export interface ProcessAuth {
  /** The one manager for the store that the settings name. */
  managerFor(settings: AuthSettings): AuthManager;
  /** Starts a login in the browser. Throws `RuntimeError` (`login`) or `AuthError`. */
  startBrowserLogin(
    settings: AuthSettings,
    issuer: IssuerOverride,
    onSaved: (saved: SaveResult) => void,
    signal: AbortSignal,
  ): Promise<BrowserLogin>;
  /** Logs in with a device code, which `onCode` shows. Throws like `startBrowserLogin`. */
  runDeviceLogin(
    settings: AuthSettings,
    issuer: IssuerOverride,
    onCode: (code: DeviceCode) => void,
    signal: AbortSignal,
  ): Promise<SaveResult>;
  /** Stores an API key. Throws like `startBrowserLogin`. */
  loginWithKey(settings: AuthSettings, key: string, signal: AbortSignal): Promise<SaveResult>;
  /** How much of the account's limits is used. Throws `AuthError`. */
  readUsage(settings: AuthSettings, signal: AbortSignal): Promise<UsageSnapshot>;
  /**
   * The requirements that the account's organisation sets, as TOML; undefined for other accounts and without a
   * login. Asked for once per process and login.
   */
  cloudRequirements(settings: AuthSettings, signal: AbortSignal): Promise<string | undefined>;
  /** Waits for a renewal that is under way. */
  close(): Promise<void>;
}

type Method = "api" | "chatgpt";

const DISABLED: Readonly<Record<Method, string>> = {
  api: "Logging in with an API key is disabled by the settings (forced_login_method). Use ChatGPT login instead.",
  chatgpt:
    "Logging in with ChatGPT is disabled by the settings (forced_login_method). Use API key login instead.",
};

/** The provider that a ChatGPT login is for. */
const OPENAI = "openai";

/** Throws `login` when the settings exclude this way to log in. */
export function checkLoginMethod({ auth }: AuthSettings, method: Method): void {
  const { forcedLoginMethod: forced } = auth;
  if (forced !== undefined && forced !== method) throw new RuntimeError("login", DISABLED[method]);
}

/** Joins the parts. */
export function createProcessAuth(options: RuntimeOptions, home: string): ProcessAuth {
  const connection = createAuthConnection(options);
  const managers = new Map<string, AuthManager>();
  const requirements = new Map<string, Promise<string | undefined>>();
  const life = new AbortController();
  const managerFor = ({ auth }: AuthSettings) => {
    const { credentialsStore: store } = auth;
    const manager = managers.get(store) ?? openManager(options, home, store, connection.send);
    managers.set(store, manager);
    return manager;
  };
  const save = (settings: AuthSettings, login: StoredLogin, signal: AbortSignal) =>
    managerFor(settings).save(login, signal);
  const backend = (settings: AuthSettings) => ({
    baseUrl: settings.auth.chatgptBaseUrl,
    http: connection.send,
    auth: managerFor(settings).providerFor(OPENAI),
  });
  return {
    managerFor,
    async startBrowserLogin(settings, issuer, onSaved, signal) {
      const context = loginContext(settings, issuer, connection.send);
      const { startBrowserLogin } = await import("@codex-ts/auth/login");
      const originator = resolveOriginator(options.env, options.originator);
      const store = async (login: StoredLogin) => onSaved(await save(settings, login, signal));
      return startBrowserLogin({ ...context, originator, randomBytes, save: store }, signal);
    },
    async runDeviceLogin(settings, issuer, onCode, signal) {
      const context = loginContext(settings, issuer, connection.send);
      const { awaitDeviceLogin, requestDeviceCode } = await import("@codex-ts/auth/login");
      const code = await requestDeviceCode(context, signal);
      onCode(code);
      return save(settings, await awaitDeviceLogin(context, code, signal), signal);
    },
    async loginWithKey(settings, key, signal) {
      checkLoginMethod(settings, "api");
      const { toApiKeyLogin } = await import("@codex-ts/auth/login");
      return save(settings, toApiKeyLogin(key), signal);
    },
    async readUsage(settings, signal) {
      const { readUsage } = await import("@codex-ts/auth/backend");
      return readUsage(backend(settings), signal);
    },
    async cloudRequirements(settings, signal) {
      const { auth } = await managerFor(settings).providerFor(OPENAI).current(signal);
      const account = requirementsAccount(auth);
      if (!account) return undefined;
      const { fetchCloudRequirements } = await import("@codex-ts/auth/backend");
      const source = backend(settings);
      const key = JSON.stringify([account, source.baseUrl]);
      const known = requirements.get(key);
      if (known) return untilAborted(known, signal);
      const context = { ...source, home, sleep: systemClock.sleep, createSuffix: randomUUID };
      const fetching = fetchCloudRequirements(context, account, life.signal);
      requirements.set(key, fetching);
      fetching.catch(() => requirements.delete(key));
      return untilAborted(fetching, signal);
    },
    async close() {
      life.abort();
      await Promise.all([...managers.values()].map((manager) => manager.close()));
      connection.close();
    },
  };
}

function openManager(
  options: RuntimeOptions,
  home: string,
  store: AuthSettings["auth"]["credentialsStore"],
  http: Parameters<typeof createAuthManager>[0]["http"],
): AuthManager {
  return createAuthManager({
    env: options.env,
    home,
    store,
    acceptsCodexApiKey: options.acceptsCodexApiKey,
    http,
    process: { pid: options.pid, hostname: hostname() },
    clock: systemClock,
    createSuffix: randomUUID,
  });
}

function loginContext(
  settings: AuthSettings,
  issuer: IssuerOverride,
  http: Parameters<typeof createAuthManager>[0]["http"],
) {
  checkLoginMethod(settings, "chatgpt");
  const url = (issuer.url ?? DEFAULT_ISSUER.url).replace(/\/+$/, "");
  if (!URL.canParse(url)) throw new RuntimeError("login", `The login server's address is not a URL: ${url}`);
  return {
    http,
    issuer: { url, clientId: issuer.clientId ?? DEFAULT_ISSUER.clientId },
    workspaceId: settings.auth.forcedChatgptWorkspaceId,
    clock: systemClock,
  };
}
