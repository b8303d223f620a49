/** Login of the older protocol. */
import * as z from "zod/mini";
import { AuthMode } from "../../account.ts";

export const LoginApiKeyParams = z.object({ apiKey: z.string() });
/** Parameters of `loginApiKey`. */
export type LoginApiKeyParams = z.infer<typeof LoginApiKeyParams>;

export const LoginApiKeyResponse = z.object({});
/** Answer of `loginApiKey`: success, and nothing to say about it. */
export type LoginApiKeyResponse = z.infer<typeof LoginApiKeyResponse>;

export const LoginChatGptResponse = z.object({ authUrl: z.string(), loginId: z.string() });
/** Answer of `loginChatGpt`: the address for the user's browser. */
export type LoginChatGptResponse = z.infer<typeof LoginChatGptResponse>;

export const CancelLoginChatGptParams = z.object({ loginId: z.string() });
/** Parameters of `cancelLoginChatGpt`. */
export type CancelLoginChatGptParams = z.infer<typeof CancelLoginChatGptParams>;

export const CancelLoginChatGptResponse = z.object({});
/** Answer of `cancelLoginChatGpt`: success, and nothing to say about it. */
export type CancelLoginChatGptResponse = z.infer<typeof CancelLoginChatGptResponse>;

export const LogoutChatGptResponse = z.object({});
/** Answer of `logoutChatGpt`: success, and nothing to say about it. */
export type LogoutChatGptResponse = z.infer<typeof LogoutChatGptResponse>;

export const GetAuthStatusParams = z.object({
  includeToken: z.nullish(z.boolean()),
  refreshToken: z.nullish(z.boolean()),
});
/** Parameters of `getAuthStatus`. */
export type GetAuthStatusParams = z.infer<typeof GetAuthStatusParams>;

export const GetAuthStatusResponse = z.object({
  authMethod: z.nullable(AuthMode),
  authToken: z.nullable(z.string()),
  requiresOpenaiAuth: z.nullable(z.boolean()),
});
/** Answer of `getAuthStatus`. */
export type GetAuthStatusResponse = z.infer<typeof GetAuthStatusResponse>;

export const UserInfoResponse = z.object({ allegedUserEmail: z.nullable(z.string()) });
/** Answer of `userInfo`. */
export type UserInfoResponse = z.infer<typeof UserInfoResponse>;

export const AuthStatusChangeNotification = z.object({ authMethod: z.nullable(AuthMode) });
/** Params of `authStatusChange`: somebody logged in or out. */
export type AuthStatusChangeNotification = z.infer<typeof AuthStatusChangeNotification>;

export const LoginChatGptCompleteNotification = z.object({
  loginId: z.string(),
  success: z.boolean(),
  error: z.nullable(z.string()),
});
/** Params of `loginChatGptComplete`: a browser login ended. */
export type LoginChatGptCompleteNotification = z.infer<typeof LoginChatGptCompleteNotification>;
