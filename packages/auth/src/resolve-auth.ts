/** Decides who we are to the model's server. */
import { type AuthFile, readAuthFile } from "./auth-file.ts";
import type { AuthError } from "./errors.ts";
import { Secret } from "./secret.ts";

/** A usable login, as plain data. */
export type CodexAuth =
  | { readonly mode: "apikey"; readonly key: Secret }
  | {
      readonly mode: "chatgpt";
      readonly accessToken: Secret;
      readonly accountId: string | undefined;
      readonly email: string | undefined;
      readonly planType: string | undefined;
    };

/** Where a login was found, for `login status` and messages. */
export type AuthSource = "CODEX_API_KEY" | "auth.json" | "OPENAI_API_KEY";

/** The answer: a login with its origin, or none; `problem` tells of a stored login that cannot be used. */
export type ResolvedAuth =
  | { readonly auth: CodexAuth; readonly source: AuthSource }
  | { readonly auth: undefined; readonly source: "none"; readonly problem: AuthError | undefined };

/** Where to look. */
export interface AuthOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** CODEX_HOME. */
  readonly home: string;
  /** The model provider's id; only `openai` may use `OPENAI_API_KEY`. */
  readonly providerId: string;
  /** True where `CODEX_API_KEY` counts (`codex exec`). */
  readonly acceptsCodexApiKey: boolean;
}

const OPENAI = "openai";

/**
 * Looks in this order: `CODEX_API_KEY` (where accepted), `auth.json`, `OPENAI_API_KEY` (provider `openai`).
 * A stored login that is broken ends the search: falling through to a key would change unasked who pays.
 */
export async function resolveAuth(options: AuthOptions, signal: AbortSignal): Promise<ResolvedAuth> {
  const codexKey = options.acceptsCodexApiKey ? keyFrom(options.env["CODEX_API_KEY"]) : undefined;
  if (codexKey) return { auth: { mode: "apikey", key: codexKey }, source: "CODEX_API_KEY" };
  const stored = await readAuthFile(options.home, signal);
  if (stored.kind === "failed") return { auth: undefined, source: "none", problem: stored.error };
  const auth = stored.kind === "loaded" ? toCodexAuth(stored.file) : undefined;
  if (auth) return { auth, source: "auth.json" };
  const openaiKey = options.providerId === OPENAI ? keyFrom(options.env["OPENAI_API_KEY"]) : undefined;
  if (openaiKey) return { auth: { mode: "apikey", key: openaiKey }, source: "OPENAI_API_KEY" };
  return { auth: undefined, source: "none", problem: undefined };
}

/** White space around a key comes from shells and files; a blank variable is none. */
function keyFrom(value: string | undefined): Secret | undefined {
  const key = value?.trim();
  return key ? new Secret(key) : undefined;
}

/** `readAuthFile` has made sure that the mode's credential is there. */
function toCodexAuth(file: AuthFile): CodexAuth | undefined {
  if (file.mode === "apikey") return file.apiKey && { mode: "apikey", key: file.apiKey };
  return (
    file.tokens && {
      mode: "chatgpt",
      accessToken: file.tokens.accessToken,
      accountId: file.tokens.accountId,
      email: file.tokens.claims.email,
      planType: file.tokens.claims.planType,
    }
  );
}
