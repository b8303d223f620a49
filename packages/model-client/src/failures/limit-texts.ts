/** What users read when an allowance is used up. */

/** What is known of a used-up plan. */
export interface UsageLimit {
  /** Lower case, as the server names plans. */
  readonly plan: string | undefined;
  /** What the server suggests instead of our own advice. */
  readonly promotion: string | undefined;
  /** Unix time in milliseconds. */
  readonly resetsAtMs: number | undefined;
  readonly nowMs: number;
}

const UPGRADE_TO_PLUS = "Upgrade to Plus (https://chatgpt.com/explore/plus)";
const BUY_CREDITS = "buy credits at https://chatgpt.com/codex/settings/usage";
const ASK_ADMIN = "Ask your administrator for more credits";

/** What the owner of a plan can do about it. */
const ADVICE: Readonly<Record<string, string>> = {
  free: UPGRADE_TO_PLUS,
  go: UPGRADE_TO_PLUS,
  plus: `Upgrade to Pro (https://chatgpt.com/explore/pro), ${BUY_CREDITS}`,
  pro: `You can ${BUY_CREDITS}`,
  team: ASK_ADMIN,
  business: ASK_ADMIN,
};

/** The text for a plan's limit; it ends with when to try again. */
export function usageLimitText(limit: UsageLimit): string {
  const { plan, promotion, resetsAtMs, nowMs } = limit;
  const advice = promotion ?? (plan !== undefined && Object.hasOwn(ADVICE, plan) ? ADVICE[plan] : undefined);
  const when = resetsAtMs === undefined ? "later" : `at ${formatLocalTime(resetsAtMs, nowMs)}`;
  const again = advice === undefined ? `Try again ${when}` : `${advice}, or try again ${when}`;
  return `The usage limit of your plan is reached. ${again}.`;
}

/** The text for a model without capacity. `seconds` is how long that will last, null when unknown. */
export function modelCapText(model: string, seconds: number | null): string {
  return `The model ${model} has no capacity left at the moment. Choose another model. Try again ${afterText(seconds)}.`;
}

/** A length of time in its largest unit, as in `in 5m`; `later` when unknown. */
function afterText(seconds: number | null): string {
  if (seconds === null) return "later";
  if (seconds < 60) return "in less than a minute";
  if (seconds < 3600) return `in ${Math.floor(seconds / 60)}m`;
  if (seconds < 86_400) return `in ${Math.floor(seconds / 3600)}h`;
  return `in ${Math.floor(seconds / 86_400)}d`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `h:MM AM/PM` on the day of `nowMs`, else `Mon Dth, YYYY h:MM AM/PM`, in the machine's time zone. */
function formatLocalTime(timeMs: number, nowMs: number): string {
  const time = new Date(timeMs);
  const minutes = String(time.getMinutes()).padStart(2, "0");
  const clock = `${time.getHours() % 12 || 12}:${minutes} ${time.getHours() < 12 ? "AM" : "PM"}`;
  if (time.toDateString() === new Date(nowMs).toDateString()) return clock;
  const day = time.getDate();
  return `${MONTHS[time.getMonth()]} ${day}${ordinalSuffix(day)}, ${time.getFullYear()} ${clock}`;
}

function ordinalSuffix(day: number): string {
  if (day >= 11 && day <= 13) return "th";
  return ["th", "st", "nd", "rd"][day % 10] ?? "th";
}
