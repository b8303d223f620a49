/** From the code that a login ends with to a login that can be stored. */
import { parseJsonObject } from "@codex-ts/protocol";
import type { AuthHttp } from "../auth-http.ts";
import { AuthError } from "../errors.ts";
import { parseIdToken } from "../id-token.ts";
import { Secret } from "../secret.ts";
import type { StoredLogin, StoredTokens } from "../storage/stored-login.ts";
import { checkWorkspace } from "./check-workspace.ts";
import type { Issuer } from "./issuer.ts";

/** One code, and what proves that it is ours. */
export interface CodeExchange {
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

/** What the exchange works with. */
export interface ExchangeContext {
  readonly http: AuthHttp;
  readonly issuer: Issuer;
  /** The only workspace that the settings allow. */
  readonly workspaceId: string | undefined;
  readonly clock: { now(): number };
}

/** Redeems a code. Throws `login_failed`; no error quotes the answer. */
export async function exchangeCode(
  context: ExchangeContext,
  { code, verifier, redirectUri }: CodeExchange,
  signal: AbortSignal,
): Promise<StoredLogin> {
  const form = {
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    client_id: context.issuer.clientId,
    code_verifier: verifier,
  };
  const answer = await postForm(context, form, signal);
  const tokens = readTokens(answer);
  checkWorkspace(tokens.claims, context.workspaceId);
  return { mode: "chatgpt", apiKey: undefined, tokens, lastRefresh: context.clock.now() };
}

/**
 * Asks for an API key that belongs to the login, which some accounts have. Without one the login works as well,
 * so every failure gives undefined.
 */
export async function exchangeApiKey(
  context: ExchangeContext,
  idToken: Secret,
  signal: AbortSignal,
): Promise<Secret | undefined> {
  const form = {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    client_id: context.issuer.clientId,
    requested_token: "openai-api-key",
    subject_token: idToken.reveal(),
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
  };
  try {
    const key = (await postForm(context, form, signal))["access_token"];
    return typeof key === "string" && key.trim() ? new Secret(key.trim()) : undefined;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

async function postForm(
  { http, issuer }: ExchangeContext,
  form: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await http(
    {
      method: "POST",
      url: new URL(`${issuer.url}/oauth/token`),
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    },
    signal,
  ).catch((error: unknown) => {
    signal.throwIfAborted();
    throw failure(`it could not be reached (${reasonOf(error)})`, error);
  });
  if (answer.status < 200 || answer.status > 299) throw failure(`it answered with status ${answer.status}`);
  const body = parseJsonObject(answer.body);
  if (!body) throw failure("its answer is not a JSON object");
  return body;
}

function readTokens(body: Readonly<Record<string, unknown>>): StoredTokens {
  const { id_token: idToken, access_token: accessToken, refresh_token: refreshToken } = body;
  if (typeof idToken !== "string" || typeof accessToken !== "string" || typeof refreshToken !== "string") {
    throw failure("one of the tokens is missing in its answer");
  }
  const claims = parseIdToken(idToken);
  if (!claims) throw failure("the id_token in its answer is not a JWT");
  return {
    idToken: new Secret(idToken),
    claims,
    accessToken: new Secret(accessToken),
    refreshToken: new Secret(refreshToken),
    accountId: claims.accountId,
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : "no answer";
}

function failure(reason: string, cause?: unknown): AuthError {
  return new AuthError(
    "login_failed",
    `The login server did not give the tokens: ${reason}. Try again.`,
    cause,
  );
}
