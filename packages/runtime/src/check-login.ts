/** Whether the login fits the settings, before anything is sent. */
import type { ResolvedAuth } from "@codex-ts/auth";
import type { ResolvedConfig } from "@codex-ts/config";
import { RuntimeError } from "./errors.ts";

type LoginSettings = {
  readonly provider: Pick<
    ResolvedConfig["provider"],
    "baseUrl" | "bearerToken" | "envKey" | "requiresOpenaiAuth"
  >;
  readonly auth: Pick<ResolvedConfig["auth"], "forcedLoginMethod">;
};

/**
 * Throws `login` for a login of a kind that the administrator excludes, and, where nobody can log in later
 * (`mustBeLoggedIn`), for no login at all on OpenAI's own servers. Another server may not want one.
 */
export function checkLogin(
  { provider, auth }: LoginSettings,
  login: ResolvedAuth,
  mustBeLoggedIn: boolean,
): void {
  const { forcedLoginMethod: forced } = auth;
  const method = login.auth && (login.auth.mode === "apikey" ? "api" : "chatgpt");
  if (forced !== undefined && method !== undefined && method !== forced) {
    throw new RuntimeError("login", FORCED[forced]);
  }
  if (login.auth || !mustBeLoggedIn) return;
  const isOpenai = provider.requiresOpenaiAuth && provider.baseUrl === undefined;
  if (!isOpenai || provider.envKey !== undefined || provider.bearerToken !== undefined) return;
  if (login.problem) throw new RuntimeError("login", login.problem.message, { cause: login.problem });
  throw new RuntimeError(
    "login",
    "Nobody is logged in. Set OPENAI_API_KEY (or CODEX_API_KEY), or choose another model provider " +
      "with `-c model_provider=NAME` or --oss.",
  );
}

const FORCED = {
  api: "The settings allow only a login with an API key (forced_login_method), but the login is with ChatGPT.",
  chatgpt:
    "The settings allow only a login with ChatGPT (forced_login_method), but the login is with an API key.",
} as const;
