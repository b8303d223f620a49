/** The JSON record of a login, which is shared with every program of this home. */
import { isJsonObject, parseJsonObject } from "@codex-ts/protocol";
import { parseIdToken } from "../id-token.ts";
import { Secret } from "../secret.ts";
import type { StoredAuthMode, StoredLogin, StoredTokens } from "./stored-login.ts";

/** A record as JSON, with the members that we do not know. */
export type LoginRecord = Readonly<Record<string, unknown>>;

const MODES: readonly StoredAuthMode[] = ["apikey", "chatgpt", "chatgptAuthTokens"];
const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
/** Members of the record that belong to the login; the others are kept as they are. */
const OWN_MEMBERS = new Set(["auth_mode", "OPENAI_API_KEY", "tokens", "last_refresh"]);

/**
 * Checks a record's text; a string says what is wrong with it, without quoting it. One bad member spoils the
 * whole record: half a login is none.
 */
export function parseLogin(text: string): StoredLogin | string {
  const root = parseJsonObject(text);
  if (!root) return "it is not a JSON object";
  const mode = readMode(root);
  if (mode === undefined) return "its auth_mode is unknown";
  const apiKey = root["OPENAI_API_KEY"] ?? undefined;
  if (apiKey !== undefined && typeof apiKey !== "string") return "its OPENAI_API_KEY is not text";
  const tokens = readTokens(root["tokens"] ?? undefined);
  if (typeof tokens === "string") return tokens;
  const lastRefresh = root["last_refresh"] ?? undefined;
  if (lastRefresh !== undefined && !isTime(lastRefresh)) return "its last_refresh is not a time";
  if (mode === "apikey" && !apiKey?.trim()) return "it is an API-key login without a key";
  if (mode !== "apikey" && tokens === undefined) return "it is a ChatGPT login without tokens";
  return {
    mode,
    apiKey: apiKey === undefined ? undefined : new Secret(apiKey),
    tokens,
    lastRefresh: lastRefresh === undefined ? undefined : Date.parse(lastRefresh),
  };
}

/**
 * The record of a login. Of `previous` stay the members that other programs have put there, and those of its
 * tokens when they are of the same account.
 */
export function toRecord(login: StoredLogin, previous: LoginRecord | undefined): LoginRecord {
  const { mode, apiKey, tokens, lastRefresh } = login;
  const foreign = Object.entries(previous ?? {}).filter(([name]) => !OWN_MEMBERS.has(name));
  return {
    auth_mode: mode,
    OPENAI_API_KEY: apiKey?.reveal() ?? null,
    ...(tokens && { tokens: tokensRecord(tokens, previous?.["tokens"]) }),
    ...(lastRefresh !== undefined && { last_refresh: new Date(lastRefresh).toISOString() }),
    ...Object.fromEntries(foreign),
  };
}

function tokensRecord(tokens: StoredTokens, previous: unknown): LoginRecord {
  const accountId = tokens.accountId ?? null;
  const isSameAccount = isJsonObject(previous) && (previous["account_id"] ?? null) === accountId;
  return {
    ...(isSameAccount && previous),
    id_token: tokens.idToken.reveal(),
    access_token: tokens.accessToken.reveal(),
    refresh_token: tokens.refreshToken.reveal(),
    account_id: accountId,
  };
}

function readMode(root: LoginRecord): StoredAuthMode | undefined {
  const named = root["auth_mode"] ?? undefined;
  if (named === undefined) return (root["OPENAI_API_KEY"] ?? undefined) === undefined ? "chatgpt" : "apikey";
  return MODES.find((mode) => mode === named);
}

function readTokens(value: unknown): StoredTokens | undefined | string {
  if (value === undefined) return undefined;
  if (!isJsonObject(value)) return "its tokens are not an object";
  const { id_token: idToken, access_token: accessToken, refresh_token: refreshToken } = value;
  if (typeof idToken !== "string" || typeof accessToken !== "string" || typeof refreshToken !== "string") {
    return "one of its tokens is missing or not text";
  }
  const accountId = value["account_id"] ?? undefined;
  if (accountId !== undefined && typeof accountId !== "string") return "its account_id is not text";
  const claims = parseIdToken(idToken);
  if (!claims) return "its id_token is not a JWT";
  return {
    idToken: new Secret(idToken),
    claims,
    accessToken: new Secret(accessToken),
    refreshToken: new Secret(refreshToken),
    accountId,
  };
}

function isTime(value: unknown): value is string {
  return typeof value === "string" && RFC3339.test(value) && !Number.isNaN(Date.parse(value));
}
