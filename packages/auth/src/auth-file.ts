/** Reads `auth.json`, the login that is shared with every program of this home. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { isJsonObject } from "@codex-ts/protocol";
import { AuthError } from "./errors.ts";
import { type IdTokenClaims, parseIdToken } from "./id-token.ts";
import { Secret } from "./secret.ts";

/** How a stored login authenticates. `chatgptAuthTokens` are tokens that another program renews. */
export type StoredAuthMode = "apikey" | "chatgpt" | "chatgptAuthTokens";

/** The tokens of a ChatGPT login. */
export interface StoredTokens {
  /** The raw JWT; `claims` is what it says. */
  readonly idToken: Secret;
  readonly claims: IdTokenClaims;
  readonly accessToken: Secret;
  readonly refreshToken: Secret;
  readonly accountId: string | undefined;
}

/** The whole file, checked. */
export interface AuthFile {
  /** As the file says, or by what it holds when it does not say (files of older versions). */
  readonly mode: StoredAuthMode;
  readonly apiKey: Secret | undefined;
  readonly tokens: StoredTokens | undefined;
  /** Unix milliseconds. */
  readonly lastRefresh: number | undefined;
}

/** What became of reading. One bad member spoils the whole file: half a login is none. */
export type AuthFileResult =
  | { readonly kind: "absent" }
  | { readonly kind: "loaded"; readonly file: AuthFile }
  | { readonly kind: "failed"; readonly error: AuthError };

const FILE = "auth.json";
const MODES: readonly StoredAuthMode[] = ["apikey", "chatgpt", "chatgptAuthTokens"];
const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** Reads `auth.json` of `home` (CODEX_HOME). Rejects only with the signal's reason. */
export async function readAuthFile(home: string, signal: AbortSignal): Promise<AuthFileResult> {
  const file = path.join(home, FILE);
  let text: string;
  try {
    text = await readFile(file, { encoding: "utf8", signal });
  } catch (error) {
    signal.throwIfAborted();
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return { kind: "absent" };
    const message = `Cannot read the login in ${file} (${code ?? "unknown error"}). Check the file's owner and mode.`;
    return { kind: "failed", error: new AuthError("auth_file_unreadable", message, error) };
  }
  const parsed = parseAuthFile(text);
  if (typeof parsed !== "string") return { kind: "loaded", file: parsed };
  const message = `The login in ${file} cannot be used: ${parsed}. Run \`codex login\` to write it anew.`;
  return { kind: "failed", error: new AuthError("auth_file_invalid", message) };
}

/** Checks the file's text; a string says what is wrong with it, without quoting it. */
function parseAuthFile(text: string): AuthFile | string {
  const root = parseObject(text);
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

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    // The parser's own error quotes the text around the fault, and with it perhaps a token: it stays here.
    return undefined;
  }
}

function readMode(root: Record<string, unknown>): StoredAuthMode | undefined {
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
