/** The account behind the model requests. */
import * as z from "zod/mini";

export const PlanType = z.enum([
  "free",
  "go",
  "plus",
  "pro",
  "team",
  "business",
  "enterprise",
  "edu",
  "unknown",
]);
/** The plan of a ChatGPT account. */
export type PlanType = z.infer<typeof PlanType>;

/** A plan as a back end names it: new ones appear without notice, so any text is let through. */
export const PlanName = z.string();

export const AuthMode = z.enum(["apikey", "chatgpt", "chatgptAuthTokens"]);
/** How requests are paid for: by API key, by a login kept here, or by tokens that a client lends. */
export type AuthMode = z.infer<typeof AuthMode>;

export const ForcedLoginMethod = z.enum(["chatgpt", "api"]);
/** The one way to log in that an administrator allows. */
export type ForcedLoginMethod = z.infer<typeof ForcedLoginMethod>;
