/** The local server that a browser comes back to at the end of a login. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createDeferred } from "@codex-ts/std";
import { AuthError } from "../errors.ts";
import { bindCallbackPort } from "./bind-callback-port.ts";
import { cancelledPage, failurePage, successPage } from "./login-pages.ts";

/** What the server does with what the browser brings. */
export interface CallbackOptions {
  /** 1455, since the issuer knows no other; 0 for any. */
  readonly port: number;
  /** What an answer must carry to be ours. */
  readonly state: string;
  /** Makes the code a stored login; what it throws is shown in the browser. */
  readonly redeem: (code: string) => Promise<void>;
}

/** A server that waits for the browser. */
export interface CallbackServer {
  readonly port: number;
  /** Resolves when the login is stored. Rejects with an `AuthError`. Never settles after `close`. */
  readonly finished: Promise<void>;
  /** Lets go of the port. */
  close(): Promise<void>;
}

/** How long the browser may take to fetch the last page before the login ends without it, in milliseconds. */
const LAST_PAGE_MS = 5_000;

interface Outcome {
  readonly promise: Promise<void>;
  resolve(value: undefined): void;
  reject(error: unknown): void;
}

/** Starts the server. Throws `login_failed` when the port cannot be had. */
export async function startCallbackServer(
  options: CallbackOptions,
  signal: AbortSignal,
): Promise<CallbackServer> {
  // Not `import()`: its namespace reads every export of the module, and one of them loads all of fetch.
  const { createServer } = process.getBuiltinModule("node:http");
  const outcome: Outcome = createDeferred<undefined>();
  // Whoever closes without waiting does not want to hear of it.
  outcome.promise.catch(() => undefined);
  let redeeming: Promise<void> | undefined;
  // Browsers fetch an address twice where they like to; a code can be redeemed once.
  let isStored = false;
  const redeem = (code: string) => {
    redeeming ??= options.redeem(code).then(() => {
      isStored = true;
    });
    return redeeming;
  };
  const server = createServer((request, response) => {
    // Any page of the web can send a request that we fail at: only what `redeem` throws ends the login.
    answer({ ...options, redeem, isStored: () => isStored }, outcome, request, response).catch(() =>
      response.destroy(),
    );
  });
  const port = await bindCallbackPort(server, options.port, signal);
  return { port, finished: outcome.promise, close: () => closeServer(server) };
}

async function answer(
  options: CallbackOptions & { readonly isStored: () => boolean },
  outcome: Outcome,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // `//` and its like are no addresses.
  const url = URL.parse(request.url ?? "/", "http://localhost");
  if (request.method !== "GET" || !url) return notFound(response);
  switch (url.pathname) {
    case "/auth/callback":
      return callBack(options, outcome, url.searchParams, response);
    case "/success":
      // A page of the web could else have the login told as done that nobody has made.
      if (!options.isStored()) return notFound(response);
      await show(response, 200, successPage());
      return outcome.resolve(undefined);
    case "/cancel":
      // A page of the web could else end the login by an image's address.
      if (request.headers["sec-fetch-site"] === "cross-site") return show(response, 403, cancelledPage());
      await show(response, 200, cancelledPage());
      return outcome.reject(new AuthError("login_failed", "Login cancelled"));
    default:
      return notFound(response);
  }
}

async function callBack(
  { state, redeem }: CallbackOptions,
  outcome: Outcome,
  query: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  // An answer that is not ours changes nothing: the right one may still come.
  if (query.get("state") !== state) {
    return show(response, 400, failurePage("This answer belongs to another login (its state is not ours)."));
  }
  const code = query.get("code");
  const refusal = query.get("error");
  if (refusal !== null)
    return fail(outcome, response, 400, refusalOf(refusal, query.get("error_description")));
  if (!code) return fail(outcome, response, 400, "The login server sent no code. Try again.");
  try {
    await redeem(code);
  } catch (error) {
    const message = error instanceof Error ? error.message : "The login failed.";
    await show(response, 500, failurePage(message));
    return outcome.reject(error);
  }
  setTimeout(() => outcome.resolve(undefined), LAST_PAGE_MS).unref();
  // A reload of the page at this address would try to redeem the code again.
  response.writeHead(302, { location: "/success", connection: "close" });
  response.end();
}

async function fail(
  outcome: Outcome,
  response: ServerResponse,
  status: number,
  message: string,
): Promise<void> {
  await show(response, status, failurePage(message));
  outcome.reject(new AuthError("login_failed", message));
}

/** The issuer's own words, made harmless for a terminal. */
function refusalOf(error: string, description: string | null): string {
  const words = (description ?? error).replace(/\p{C}/gu, " ").slice(0, 300);
  return `The login server refused the login: ${words}`;
}

function notFound(response: ServerResponse): Promise<void> {
  return show(response, 404, failurePage("There is nothing here."));
}

/** Resolves when the browser has the page, or has gone. */
function show(response: ServerResponse, status: number, html: string): Promise<void> {
  return new Promise((resolve) => {
    if (response.closed) return resolve();
    response.once("close", resolve);
    response.writeHead(status, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      connection: "close",
    });
    response.end(html);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
