/** The types of the method table, for those who need no schema at run time. */
import type * as z from "zod/mini";
import type { clientRequests, notifications, serverRequests } from "./methods.ts";

type ClientRequests = typeof clientRequests;
type ServerRequests = typeof serverRequests;
type Notifications = typeof notifications;

/** Every method that the protocol has for clients. */
export type ClientRequestMethod = keyof ClientRequests;
/** The methods that the engine in this process serves. */
export type ClientMethod = Extract<
  ClientRequestMethod,
  | "thread/start"
  | "thread/resume"
  | "thread/fork"
  | "thread/list"
  | "thread/loaded/list"
  | "thread/read"
  | "thread/archive"
  | "thread/unarchive"
  | "thread/name/set"
  | "thread/compact/start"
  | "thread/rollback"
  | "thread/backgroundTerminals/clean"
  | "thread/shellCommand"
  | "turn/start"
  | "turn/steer"
  | "turn/interrupt"
  | "review/start"
  | "experimentalFeature/list"
  | "mock/experimentalMethod"
  | "collaborationMode/list"
  | "command/exec"
  | "execOneOffCommand"
  | "feedback/upload"
  | "getUserAgent"
  | "model/list"
  | "skills/list"
  | "skills/config/write"
  | "config/mcpServer/reload"
  | "mcpServer/refresh"
  | "mcpServerStatus/list"
  | "newConversation"
  | "addConversationListener"
  | "removeConversationListener"
  | "sendUserMessage"
  | "sendUserTurn"
  | "interruptConversation"
  | "getConversationSummary"
  | "listConversations"
  | "archiveConversation"
  | "account/read"
  | "account/login/start"
  | "account/login/cancel"
  | "account/logout"
  | "account/rateLimits/read"
  | "getAuthStatus"
  | "userInfo"
  | "getUserSavedConfig"
  | "setDefaultModel"
  | "gitDiffToRemote"
  | "loginApiKey"
  | "loginChatGpt"
  | "cancelLoginChatGpt"
  | "logoutChatGpt"
  | "config/read"
  | "config/value/write"
  | "config/batchWrite"
  | "configRequirements/read"
>;
/** The params of a method. */
export type ClientParams<Method extends ClientRequestMethod> = z.infer<ClientRequests[Method]["params"]>;
/** The result of a method. */
export type ClientResult<Method extends ClientRequestMethod> = z.infer<ClientRequests[Method]["result"]>;

/** The method of a server request. */
export type ServerRequestMethod = keyof ServerRequests;
/** The params of a server request. */
export type ServerRequestParams<Method extends ServerRequestMethod> = z.infer<
  ServerRequests[Method]["params"]
>;
/** The client's answer to a server request. */
export type ServerRequestResult<Method extends ServerRequestMethod> = z.infer<
  ServerRequests[Method]["result"]
>;

/** The method of a notification. */
export type NotificationMethod = keyof Notifications;
/** The params of a notification. */
export type NotificationParams<Method extends NotificationMethod> = z.infer<Notifications[Method]>;
/** A notification of any method. */
export type ServerNotification = {
  [Method in NotificationMethod]: { readonly method: Method; readonly params: NotificationParams<Method> };
}[NotificationMethod];
