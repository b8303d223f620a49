/** Asks the issuer for new tokens. */
import { isJsonObject, parseJsonObject } from "@codex-ts/protocol";
import type { AuthHttp } from "../auth-http.ts";
import { AuthError } from "../errors.ts";
import { type IdTokenClaims, parseIdToken } from "../id-token.ts";
import { Secret } from "../secret.ts";

/** Whatever the issuer gave; what it did not give stays as it was. */
export interface NewTokens {
  readonly idToken: { readonly raw: Secret; readonly claims: IdTokenClaims } | undefined;
  readonly accessToken: Secret | undefined;
  readonly refreshToken: Secret | undefined;
}

/** Scopes that a renewal asks for (Codex 0.99.0). */
const SCOPE = "openid profile email";

/** Why a refresh token is of no use any more, by the issuer's code. */
const REFUSALS: Readonly<Record<string, string>> = {
  refresh_token_expired: "Your ChatGPT login has expired because it was not used for too long.",
  refresh_token_reused: "Your ChatGPT login was renewed somewhere else with the same token, which voids it.",
  refresh_token_invalidated: "Your ChatGPT login was withdrawn.",
};
const OTHER_REFUSAL = "Your ChatGPT login could not be renewed: the login server no longer accepts it.";
/** The words with which every permanent refusal ends. */
const WHAT_TO_DO = "Please log out and sign in again (`codex logout`, then `codex login`).";

/**
 * Sends one renewal. Throws `AuthError`: `login_refused` when the token is used up for good, `server_failed`
 * when it may work another time. No error quotes the answer.
 */
export async function requestRenewal(
  http: AuthHttp,
  { url, clientId }: { readonly url: string; readonly clientId: string },
  refreshToken: Secret,
  signal: AbortSignal,
): Promise<NewTokens> {
  const body = {
    client_id: clientId,
    grant_type: "refresh_token",
    refresh_token: refreshToken.reveal(),
    scope: SCOPE,
  };
  const answer = await http(
    {
      method: "POST",
      url: renewalUrl(url),
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    },
    signal,
  ).catch((error: unknown) => {
    signal.throwIfAborted();
    throw failure("it did not answer", error);
  });
  if (answer.status === 401) throw refusal(answer.body);
  if (answer.status < 200 || answer.status > 299) throw failure(`it answered with status ${answer.status}`);
  return parseNewTokens(answer.body);
}

/** The address may come from the environment, so it may be anything. */
function renewalUrl(text: string): URL {
  if (URL.canParse(text)) return new URL(text);
  throw failure("its address (CODEX_REFRESH_TOKEN_URL_OVERRIDE) is not a URL");
}

function parseNewTokens(text: string): NewTokens {
  const body = parseJsonObject(text);
  if (!body) throw garbage("it is not a JSON object");
  const idToken = tokenOf(body, "id_token");
  const accessToken = tokenOf(body, "access_token");
  const refreshToken = tokenOf(body, "refresh_token");
  if (!idToken && !accessToken && !refreshToken) throw garbage("it holds no token");
  const claims = idToken && parseIdToken(idToken.reveal());
  if (idToken && !claims) throw garbage("its id_token is not a JWT");
  return { idToken: idToken && claims && { raw: idToken, claims }, accessToken, refreshToken };
}

function tokenOf(body: Readonly<Record<string, unknown>>, name: string): Secret | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  // What is no header value could be stored, but never be sent.
  if (typeof value !== "string" || !/^[\x21-\x7e]+$/.test(value)) throw garbage(`its ${name} is not a token`);
  return new Secret(value);
}

function refusal(text: string): AuthError {
  const code = refusalCode(text);
  const known = code !== undefined && Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  return new AuthError("login_refused", `${known ?? OTHER_REFUSAL} ${WHAT_TO_DO}`);
}

/** `error.code`, `error` as text, or `code`. */
function refusalCode(text: string): string | undefined {
  const body = parseJsonObject(text);
  const error = body?.["error"];
  const code = isJsonObject(error) ? error["code"] : (error ?? body?.["code"]);
  return typeof code === "string" ? code.toLowerCase() : undefined;
}

function garbage(fault: string): AuthError {
  return failure(`its answer cannot be used: ${fault}`);
}

function failure(reason: string, cause?: unknown): AuthError {
  const message = `The login server could not renew your ChatGPT login: ${reason}. The stored login is unchanged; try again later.`;
  return new AuthError("server_failed", message, cause);
}
