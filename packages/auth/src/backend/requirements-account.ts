/** Who has requirements set by an organisation. */
import type { CodexAuth } from "../codex-auth.ts";

/** Whose requirements they are. */
export interface AccountKey {
  readonly accountId: string;
  readonly userId: string | undefined;
}

/** Plans whose members have requirements (Codex 0.99.0). */
const PLANS = new Set(["business", "enterprise"]);

/** Whose requirements apply to a login; undefined for logins that have none. */
export function requirementsAccount(auth: CodexAuth | undefined): AccountKey | undefined {
  if (auth?.mode !== "chatgpt" || auth.accountId === undefined) return undefined;
  if (!PLANS.has(auth.planType?.toLowerCase() ?? "")) return undefined;
  return { accountId: auth.accountId, userId: auth.userId };
}
