export {
  type AppServerClient,
  RPC_ERROR,
  RpcError,
  type ServerRequestHandlers,
} from "./app-server/client.ts";
export {
  type ClientMethod,
  type ClientParams,
  type ClientResult,
  clientMethods,
} from "./app-server/methods.ts";
export { CodexErrorInfo, fromCoreErrorInfo } from "./app-server/v2/error-info.ts";
export {
  type NotificationMethod,
  type NotificationParams,
  notifications,
  RateLimitWindow,
  type ServerNotification,
  type TokenUsageBreakdown,
} from "./app-server/v2/notifications.ts";
export { fromCoreSandboxPolicy, SandboxPolicy, toCoreSandboxPolicy } from "./app-server/v2/sandbox-policy.ts";
export {
  CommandDecision,
  FileDecision,
  type ServerRequestMethod,
  type ServerRequestParams,
  type ServerRequestResult,
  serverRequests,
} from "./app-server/v2/server-requests.ts";
export {
  GitInfo,
  Thread,
  type ThreadListParams,
  type ThreadListResponse,
  type ThreadResumeParams,
  type ThreadStartParams,
  type ThreadStartResponse,
  Turn,
  TurnError,
  type TurnStartParams,
} from "./app-server/v2/thread.ts";
export {
  CommandAction,
  type CommandExecutionItem,
  type FileChangeItem,
  FileUpdateChange,
  ThreadItem,
  type ThreadItemOf,
  WebSearchAction,
} from "./app-server/v2/thread-item.ts";
export { fromCoreUserInput, toCoreUserInput, UserInput } from "./app-server/v2/user-input.ts";
