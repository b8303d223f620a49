/** The login in a browser: an address to open, and a local server that hears how it ended. */
import { untilAborted } from "@codex-ts/std";
import type { StoredLogin } from "../storage/stored-login.ts";
import { authorizeUrl } from "./authorize-url.ts";
import { CALLBACK_PORT } from "./bind-callback-port.ts";
import { startCallbackServer } from "./callback-server.ts";
import { type ExchangeContext, exchangeApiKey, exchangeCode } from "./exchange-code.ts";
import { createProofKey } from "./proof-key.ts";

/** What a browser login works with. */
export interface BrowserLoginOptions extends ExchangeContext {
  readonly originator: string;
  /** Must be fit for secrets. */
  readonly randomBytes: (size: number) => Uint8Array;
  /** Stores the login; what it throws is shown in the browser too. */
  readonly save: (login: StoredLogin) => Promise<void>;
  /** Only tests want another than 1455: the issuer sends browsers nowhere else. */
  readonly port?: number;
}

/** A login that waits for the user. */
export interface BrowserLogin {
  /** What the user has to open. */
  readonly authUrl: string;
  readonly port: number;
  /** Resolves when the login is stored; rejects with an `AuthError`, or with the signal's reason. */
  readonly finished: Promise<void>;
}

/** Starts the local server; an abort ends the login and lets go of the port. Throws `login_failed`. */
export async function startBrowserLogin(
  options: BrowserLoginOptions,
  signal: AbortSignal,
): Promise<BrowserLogin> {
  const proofKey = createProofKey(options.randomBytes);
  let redirectUri = "";
  const server = await startCallbackServer(
    {
      port: options.port ?? CALLBACK_PORT,
      state: proofKey.state,
      async redeem(code) {
        const { verifier } = proofKey;
        const login = await exchangeCode(options, { code, verifier, redirectUri }, signal);
        const idToken = login.tokens?.idToken;
        const apiKey = idToken && (await exchangeApiKey(options, idToken, signal));
        await options.save({ ...login, apiKey });
      },
    },
    signal,
  );
  redirectUri = `http://localhost:${server.port}/auth/callback`;
  const { issuer, originator, workspaceId } = options;
  return {
    authUrl: authorizeUrl({ issuer, redirectUri, proofKey, originator, workspaceId }),
    port: server.port,
    finished: untilAborted(server.finished, signal).finally(() => server.close()),
  };
}
