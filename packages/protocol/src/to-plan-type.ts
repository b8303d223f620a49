/** Plans of an account, without their schema. */
import type { PlanType } from "./account.ts";

const PLANS: { readonly [Plan in PlanType]: Plan } = {
  free: "free",
  go: "go",
  plus: "plus",
  pro: "pro",
  team: "team",
  business: "business",
  enterprise: "enterprise",
  edu: "edu",
  unknown: "unknown",
};

/** The plan of a name; a name that we do not know is `unknown`. */
export function toPlanType(name: string): PlanType {
  return Object.hasOwn(PLANS, name) ? PLANS[name as PlanType] : "unknown";
}
