/** `getAuthStatus`, of the older protocol: how requests are paid for. */
import type { ResolvedAuth } from "@codex-ts/runtime";
import { authModeOf, loginAfterRenewal, shownSettings } from "../account/account-settings.ts";
import type { MethodHandler } from "../method-context.ts";

/** Gives the kind of the login, and its credential only to a caller that asks for it. */
export const getAuthStatus: MethodHandler<"getAuthStatus"> = async (context, params, signal) => {
  const settings = await shownSettings(context, signal);
  const { requiresOpenaiAuth } = settings.provider;
  if (!requiresOpenaiAuth) return { authMethod: null, authToken: null, requiresOpenaiAuth };
  const login = await loginAfterRenewal(context, settings, params.refreshToken ?? false, signal);
  return {
    authMethod: authModeOf(login),
    authToken: params.includeToken ? credentialOf(login) : null,
    requiresOpenaiAuth,
  };
};

function credentialOf({ auth }: ResolvedAuth): string | null {
  if (!auth) return null;
  return auth.mode === "apikey" ? auth.key.reveal() : auth.accessToken.reveal();
}
