/** `account/login/start`: logs in with a key, in the browser, or with tokens of the client. */
import type { ClientParams, ClientResult } from "@codex-ts/protocol/app-server";
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { type AccountConfig, AuthError, checkLoginMethod, Secret } from "@codex-ts/runtime";
import {
  accountSettings,
  authModeOf,
  currentLogin,
  refuseWhileLent,
  toAccountError,
} from "../account/account-settings.ts";
import type { MethodContext, MethodHandler } from "../method-context.ts";

type Params = ClientParams<"account/login/start">;
type Result = ClientResult<"account/login/start">;

/** Starts the login; how one in the browser ends is told by `account/login/completed`. */
export const accountLoginStart: MethodHandler<"account/login/start"> = async (context, params, signal) => {
  const settings = await accountSettings(context, signal);
  try {
    switch (params.type) {
      case "apiKey":
        return await loginWithKey(context, settings, params.apiKey, signal);
      case "chatgpt":
        return await startBrowserLogin(context, settings, signal);
      case "chatgptAuthTokens":
        return await useTokens(context, settings, params);
    }
  } catch (error) {
    throw toAccountError(error);
  }
};

async function loginWithKey(
  context: MethodContext,
  settings: AccountConfig,
  key: string,
  signal: AbortSignal,
): Promise<Result> {
  refuseWhileLent(await currentLogin(context, settings, signal));
  checkLoginMethod(settings, "api");
  await context.logins.cancelAll();
  await context.runtime.auth.loginWithKey(settings, key, signal);
  await tellCompleted(context, settings, null);
  return { type: "apiKey" };
}

/** The login goes on after the answer, and after the connection of whoever started it has ended. */
async function startBrowserLogin(
  context: MethodContext,
  settings: AccountConfig,
  signal: AbortSignal,
): Promise<Result> {
  refuseWhileLent(await currentLogin(context, settings, signal));
  const { auth } = context.runtime;
  const ignoreBackup = () => undefined;
  const { loginId, authUrl } = await context.logins.start(
    (end) => auth.startBrowserLogin(settings, {}, ignoreBackup, end),
    (id, failure) => {
      if (failure === undefined) void tellCompleted(context, settings, id);
      else tellFailed(context, id, failure);
    },
  );
  return { type: "chatgpt", loginId, authUrl };
}

async function useTokens(
  context: MethodContext,
  settings: AccountConfig,
  params: Extract<Params, { type: "chatgptAuthTokens" }>,
): Promise<Result> {
  checkLoginMethod(settings, "chatgpt");
  await context.logins.cancelAll();
  const { requests } = context.caller;
  const manager = context.runtime.auth.managerFor(settings);
  try {
    manager.lend(
      toTokens(params),
      async ({ reason, previousAccountId }, signal) => {
        const request = { reason, previousAccountId: previousAccountId ?? null };
        const answer = await requests.ask("account/chatgptAuthTokens/refresh", request, signal);
        return answer && toTokens(answer);
      },
      settings.auth.forcedChatgptWorkspaceId,
    );
  } catch (error) {
    if (!(error instanceof AuthError) || error.code !== "login_failed") throw error;
    throw new RpcError(RPC_ERROR.internal, `failed to set external auth: ${error.message}`, { cause: error });
  }
  await tellCompleted(context, settings, null);
  return { type: "chatgptAuthTokens" };
}

function toTokens(tokens: {
  readonly accessToken: string;
  readonly chatgptAccountId: string;
  readonly chatgptPlanType?: string | null | undefined;
}) {
  return {
    accessToken: new Secret(tokens.accessToken),
    accountId: tokens.chatgptAccountId,
    planType: tokens.chatgptPlanType ?? undefined,
  };
}

async function tellCompleted(
  context: MethodContext,
  settings: AccountConfig,
  loginId: string | null,
): Promise<void> {
  const { caller } = context;
  const login = await currentLogin(context, settings, new AbortController().signal);
  caller.notify({ method: "account/login/completed", params: { loginId, success: true, error: null } });
  caller.notify({ method: "account/updated", params: { authMode: authModeOf(login) } });
}

function tellFailed({ caller }: MethodContext, loginId: string, error: string): void {
  caller.notify({ method: "account/login/completed", params: { loginId, success: false, error } });
}
