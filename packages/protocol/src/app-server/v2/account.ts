/** The account: who is logged in, login and logout. */
import * as z from "zod/mini";
import { AuthMode, PlanType } from "../../account.ts";
import { OffByDefault } from "../../off-by-default.ts";

export const Account = z.discriminatedUnion("type", [
  z.object({ type: z.literal("apiKey") }),
  z.object({ type: z.literal("chatgpt"), email: z.string(), planType: PlanType }),
]);
/** Who pays for model requests. */
export type Account = z.infer<typeof Account>;

export const GetAccountParams = z.object({ refreshToken: OffByDefault });
/** Parameters of `account/read`. */
export type GetAccountParams = z.infer<typeof GetAccountParams>;

export const GetAccountResponse = z.object({ requiresOpenaiAuth: z.boolean(), account: z.nullable(Account) });
/** Answer of `account/read`: null when nobody is logged in. */
export type GetAccountResponse = z.infer<typeof GetAccountResponse>;

export const LoginAccountParams = z.discriminatedUnion("type", [
  z.object({ type: z.literal("apiKey"), apiKey: z.string() }),
  z.object({ type: z.literal("chatgpt") }),
  z.object({
    type: z.literal("chatgptAuthTokens"),
    accessToken: z.string(),
    chatgptAccountId: z.string(),
    chatgptPlanType: z.nullish(z.string()),
  }),
]);
/** Parameters of `account/login/start`. */
export type LoginAccountParams = z.infer<typeof LoginAccountParams>;

export const LoginAccountResponse = z.discriminatedUnion("type", [
  z.object({ type: z.literal("apiKey") }),
  z.object({ type: z.literal("chatgpt"), authUrl: z.string(), loginId: z.string() }),
  z.object({ type: z.literal("chatgptAuthTokens") }),
]);
/** Answer of `account/login/start`: what the kind of login needs next. */
export type LoginAccountResponse = z.infer<typeof LoginAccountResponse>;

export const CancelLoginAccountParams = z.object({ loginId: z.string() });
/** Parameters of `account/login/cancel`. */
export type CancelLoginAccountParams = z.infer<typeof CancelLoginAccountParams>;

export const CancelLoginAccountStatus = z.enum(["canceled", "notFound"]);
/** Whether there was a login to cancel. */
export type CancelLoginAccountStatus = z.infer<typeof CancelLoginAccountStatus>;

export const CancelLoginAccountResponse = z.object({ status: CancelLoginAccountStatus });
/** Answer of `account/login/cancel`. */
export type CancelLoginAccountResponse = z.infer<typeof CancelLoginAccountResponse>;

export const LogoutAccountResponse = z.object({});
/** Answer of `account/logout`: success, and nothing to say about it. */
export type LogoutAccountResponse = z.infer<typeof LogoutAccountResponse>;

export const AccountUpdatedNotification = z.object({ authMode: z.nullable(AuthMode) });
/** Params of `account/updated`: somebody logged in or out. */
export type AccountUpdatedNotification = z.infer<typeof AccountUpdatedNotification>;

export const AccountLoginCompletedNotification = z.object({
  success: z.boolean(),
  error: z.nullable(z.string()),
  loginId: z.nullable(z.string()),
});
/** Params of `account/login/completed`: a login ended. */
export type AccountLoginCompletedNotification = z.infer<typeof AccountLoginCompletedNotification>;
