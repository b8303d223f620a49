/** How much of the account's limits is used. */
import { isJsonObject, toPlanType } from "@codex-ts/protocol";
import type { ClientResult } from "@codex-ts/protocol/app-server";
import { type BackendContext, getFromBackend } from "./get-from-backend.ts";

/** As the protocol has it. */
export type UsageSnapshot = ClientResult<"account/rateLimits/read">["rateLimits"];

type Members = Readonly<Record<string, unknown>>;

/** Asks the back end. Members that it does not name, or not as it should, are null. Throws `AuthError`. */
export async function readUsage(context: BackendContext, signal: AbortSignal): Promise<UsageSnapshot> {
  return toSnapshot(await getFromBackend(context, "usage", signal));
}

function toSnapshot(usage: Members): UsageSnapshot {
  const limits = membersOf(usage["rate_limit"]);
  const plan = usage["plan_type"];
  return {
    primary: toWindow(limits?.["primary_window"]),
    secondary: toWindow(limits?.["secondary_window"]),
    credits: toCredits(usage["credits"]),
    planType: typeof plan === "string" ? toPlanType(plan) : null,
  };
}

function toWindow(value: unknown): UsageSnapshot["primary"] {
  const window = membersOf(value);
  const used = numberOf(window?.["used_percent"]);
  if (!window || used === null) return null;
  const seconds = numberOf(window["limit_window_seconds"]);
  return {
    usedPercent: Math.round(used),
    windowDurationMins: seconds !== null && seconds > 0 ? Math.ceil(seconds / 60) : null,
    resetsAt: numberOf(window["reset_at"]),
  };
}

function toCredits(value: unknown): UsageSnapshot["credits"] {
  const credits = membersOf(value);
  if (!credits) return null;
  const balance = credits["balance"];
  return {
    hasCredits: credits["has_credits"] === true,
    unlimited: credits["unlimited"] === true,
    balance: typeof balance === "string" ? balance : null,
  };
}

function membersOf(value: unknown): Members | undefined {
  return isJsonObject(value) ? value : undefined;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
