/** What the methods about the account have in common. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { type AccountConfig, AuthError, type ResolvedAuth } from "@codex-ts/runtime";
import type { MethodContext } from "../method-context.ts";
import { toRpcError } from "../to-rpc-error.ts";

/** The settings of the process's folder, which the account belongs to. Throws `RpcError`. */
export async function accountSettings(
  { runtime }: MethodContext,
  signal: AbortSignal,
): Promise<AccountConfig> {
  try {
    return await runtime.loadProcessSettings(signal);
  } catch (error) {
    throw toRpcError(error);
  }
}

/** The same for those who only look: with faulty files the defaults, as clients have been told. Throws `RpcError`. */
export async function shownSettings({ runtime }: MethodContext, signal: AbortSignal): Promise<AccountConfig> {
  try {
    return (await runtime.settingsFiles.loadOrDefaults(signal)).config;
  } catch (error) {
    throw toRpcError(error);
  }
}

/** The login that requests of these settings use. */
export function currentLogin(
  { runtime }: MethodContext,
  settings: AccountConfig,
  signal: AbortSignal,
): Promise<ResolvedAuth> {
  return runtime.auth.managerFor(settings).providerFor(settings.provider.id).current(signal);
}

/** The same, after a renewal of stored tokens where that is wanted; a failure to renew changes nothing. */
export async function loginAfterRenewal(
  context: MethodContext,
  settings: AccountConfig,
  isRenewalWanted: boolean,
  signal: AbortSignal,
): Promise<ResolvedAuth> {
  const login = await currentLogin(context, settings, signal);
  if (!isRenewalWanted || login.source !== "stored") return login;
  const { auth } = context.runtime;
  await auth
    .managerFor(settings)
    .renew(signal)
    .catch(() => signal.throwIfAborted());
  return currentLogin(context, settings, signal);
}

/** How the protocol names a login: it alone tells lent tokens from others. */
export function authModeOf(login: ResolvedAuth): "apikey" | "chatgpt" | "chatgptAuthTokens" | null {
  if (login.source === "external") return "chatgptAuthTokens";
  return login.auth?.mode ?? null;
}

/** Refuses to log in beside lent tokens: they would still be the ones in use. */
export function refuseWhileLent(login: ResolvedAuth): void {
  if (login.source !== "external") return;
  const message = "the client's own tokens are in use; call account/logout before another login";
  throw new RpcError(RPC_ERROR.invalidRequest, message);
}

/** A failure of the login as clients are told. */
export function toAccountError(error: unknown): unknown {
  if (!(error instanceof AuthError)) return toRpcError(error);
  const isRefusal = error.code === "login_failed" || error.code === "login_refused";
  const code = isRefusal ? RPC_ERROR.invalidRequest : RPC_ERROR.internal;
  return new RpcError(code, error.message, { data: { kind: error.code }, cause: error });
}
