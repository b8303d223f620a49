/** What the app-server tells clients that use the older protocol. */
import { AuthStatusChangeNotification, LoginChatGptCompleteNotification } from "./auth.ts";
import { SessionConfiguredNotification } from "./conversations.ts";

/** Params of each notification, by method. */
export const notificationsV1 = {
  authStatusChange: AuthStatusChangeNotification,
  loginChatGptComplete: LoginChatGptCompleteNotification,
  sessionConfigured: SessionConfiguredNotification,
};
