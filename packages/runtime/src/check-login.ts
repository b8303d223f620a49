/** Whether the login fits the settings, before anything is sent. */
import type { ResolvedAuth } from "@codex-ts/auth";
import type { ResolvedConfig } from "@codex-ts/config";
import { takesStoredLogin } from "@codex-ts/model-client";
import { RuntimeError } from "./errors.ts";

type LoginSettings = {
  readonly provider: Pick<
    ResolvedConfig["provider"],
    "baseUrl" | "bearerToken" | "envKey" | "requiresOpenaiAuth" | "wireApi"
  >;
  readonly auth: Pick<ResolvedConfig["auth"], "forcedLoginMethod" | "forcedChatgptWorkspaceId">;
};

/**
 * Throws `login` for a login that the administrator excludes, and, where nobody can log in later
 * (`mustBeLoggedIn`), for a broken one that the provider would get, and for no login at all on OpenAI's own
 * servers. Another server may not want one.
 */
export function checkLogin(settings: LoginSettings, login: ResolvedAuth, mustBeLoggedIn: boolean): void {
  const violation = findViolation(settings.auth, login);
  if (violation !== undefined) throw new RuntimeError("login", violation);
  if (login.auth || !mustBeLoggedIn) return;
  const { provider } = settings;
  if (provider.envKey !== undefined || provider.bearerToken !== undefined) return;
  if (login.problem && takesStoredLogin(provider)) {
    throw new RuntimeError("login", login.problem.message, { cause: login.problem });
  }
  if (!provider.requiresOpenaiAuth || provider.baseUrl !== undefined) return;
  throw new RuntimeError(
    "login",
    "Nobody is logged in. Run `codex login`, set OPENAI_API_KEY (or CODEX_API_KEY), or choose another model " +
      "provider with `-c model_provider=NAME` or --oss.",
  );
}

const FORCED = {
  api: "The settings allow only a login with an API key (forced_login_method), but the login is with ChatGPT.",
  chatgpt:
    "The settings allow only a login with ChatGPT (forced_login_method), but the login is with an API key.",
} as const;

function findViolation(
  { forcedLoginMethod: forced, forcedChatgptWorkspaceId: workspace }: LoginSettings["auth"],
  { auth }: ResolvedAuth,
): string | undefined {
  if (!auth) return undefined;
  const method = auth.mode === "apikey" ? "api" : "chatgpt";
  if (forced !== undefined && method !== forced) return FORCED[forced];
  if (workspace === undefined || auth.mode !== "chatgpt" || auth.accountId === workspace) return undefined;
  const other = auth.accountId === undefined ? "no workspace" : `the workspace ${auth.accountId}`;
  return `The settings allow only the workspace ${workspace} (forced_chatgpt_workspace_id), but the login is for ${other}.`;
}
