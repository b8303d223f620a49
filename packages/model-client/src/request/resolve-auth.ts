/** Which credentials a request carries. */
import type { AuthProvider, RequestAuth } from "../auth-provider.ts";
import { ModelError } from "../errors.ts";
import type { Environment, ProviderInfo } from "../providers/provider.ts";

/** Credentials, and whether they come from the stored login, which alone can be renewed. */
export interface ResolvedAuth {
  readonly auth: RequestAuth;
  readonly isStored: boolean;
}

/**
 * The provider's key from the environment, else its literal token, else the stored login, which a server of
 * chat completions gets only where the settings say that it wants it. Throws
 * `ModelError` when the provider wants a key that the environment does not have.
 */
export async function resolveAuth(
  provider: ProviderInfo,
  env: Environment,
  stored: AuthProvider,
  signal: AbortSignal,
): Promise<ResolvedAuth> {
  const token = provider.envKey === undefined ? provider.bearerToken : envKeyOf(provider, env);
  if (token !== undefined) {
    return { auth: { mode: "apikey", token, accountId: undefined }, isStored: false };
  }
  if (!takesStoredLogin(provider)) {
    return { auth: { mode: "none", token: undefined, accountId: undefined }, isStored: false };
  }
  return { auth: await stored.resolve(signal), isStored: true };
}

/**
 * Whether a provider without a key of its own gets the stored login. Codex 0.99.0 hands it to every such provider;
 * servers of chat completions it did not have.
 */
export function takesStoredLogin({
  wireApi,
  requiresOpenaiAuth,
}: Pick<ProviderInfo, "wireApi" | "requiresOpenaiAuth">): boolean {
  return wireApi === "responses" || requiresOpenaiAuth;
}

function envKeyOf(provider: ProviderInfo, env: Environment): string {
  const key = env[provider.envKey ?? ""]?.trim();
  if (key) return key;
  const instructions = provider.envKeyInstructions ? ` ${provider.envKeyInstructions}` : "";
  throw new ModelError({
    kind: "missing-env-key",
    message: `Missing environment variable: \`${provider.envKey}\`.${instructions}`,
    isRetryable: false,
    codexErrorInfo: "other",
  });
}
