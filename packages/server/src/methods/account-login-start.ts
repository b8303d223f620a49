/** `account/login/start`: logs in with a key, in the browser, or with tokens of the client. */
import type { ClientParams, ClientResult } from "@codex-ts/protocol/app-server";
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { type AccountConfig, AuthError, checkLoginMethod, Secret } from "@codex-ts/runtime";
import { accountSettings, toAccountError } from "../account/account-settings.ts";
import { afterAnswer } from "../account/after-answer.ts";
import { currentMode, type LoginTeller, loginWithKey, startBrowserLogin } from "../account/perform-login.ts";
import type { MethodContext, MethodHandler } from "../method-context.ts";

type Params = ClientParams<"account/login/start">;
type Result = ClientResult<"account/login/start">;

/** Starts the login; how one in the browser ends is told by `account/login/completed`. */
export const accountLoginStart: MethodHandler<"account/login/start"> = async (context, params, signal) => {
  const settings = await accountSettings(context, signal);
  const tell = tellerFor(context);
  try {
    switch (params.type) {
      case "apiKey":
        await loginWithKey(context, settings, params.apiKey, tell, signal);
        return { type: "apiKey" };
      case "chatgpt":
        return { type: "chatgpt", ...(await startBrowserLogin(context, settings, tell, signal)) };
      case "chatgptAuthTokens":
        return await useTokens(context, settings, params, tell);
    }
  } catch (error) {
    throw toAccountError(error);
  }
};

function tellerFor({ caller }: MethodContext): LoginTeller {
  return {
    completed(loginId, authMode) {
      caller.notify({ method: "account/login/completed", params: { loginId, success: true, error: null } });
      caller.notify({ method: "account/updated", params: { authMode } });
    },
    failed(loginId, error) {
      caller.notify({ method: "account/login/completed", params: { loginId, success: false, error } });
    },
  };
}

async function useTokens(
  context: MethodContext,
  settings: AccountConfig,
  params: Extract<Params, { type: "chatgptAuthTokens" }>,
  tell: LoginTeller,
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
  const mode = await currentMode(context, settings);
  afterAnswer(() => tell.completed(null, mode));
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
