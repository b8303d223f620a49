export {
  type AppServerClient,
  RPC_ERROR,
  RpcError,
  type ServerRequestHandlers,
} from "./app-server/client.ts";
export type {
  ClientMethod,
  ClientParams,
  ClientRequestMethod,
  ClientResult,
  NotificationMethod,
  NotificationParams,
  ServerNotification,
  ServerRequestMethod,
  ServerRequestParams,
  ServerRequestResult,
} from "./app-server/method-types.ts";
export type {
  CommandExecutionApprovalDecision as CommandDecision,
  FileChangeApprovalDecision as FileDecision,
} from "./app-server/v2/approval-requests.ts";
export { fromCoreSandboxPolicy, toCoreSandboxPolicy } from "./app-server/v2/convert-sandbox-policy.ts";
export { fromCoreUserInput, toCoreUserInput } from "./app-server/v2/convert-user-input.ts";
export type { CodexErrorInfo } from "./app-server/v2/error-info.ts";
export { fromCoreErrorInfo } from "./app-server/v2/from-core-error-info.ts";
export type { SandboxPolicy } from "./app-server/v2/sandbox-policy.ts";
export type { SessionSource, Thread } from "./app-server/v2/thread.ts";
export type {
  CommandAction,
  CommandExecutionItem,
  FileChangeItem,
  FileUpdateChange,
  ThreadItem,
  ThreadItemOf,
  WebSearchAction,
} from "./app-server/v2/thread-item.ts";
export type { ThreadListParams, ThreadListResponse, ThreadSourceKind } from "./app-server/v2/thread-list.ts";
export type { TokenUsageBreakdown } from "./app-server/v2/thread-notifications.ts";
export type {
  ThreadForkParams,
  ThreadResumeParams,
  ThreadStartParams,
  ThreadStartResponse,
} from "./app-server/v2/thread-open.ts";
export type { Turn, TurnError } from "./app-server/v2/turn.ts";
export type { TurnStartParams } from "./app-server/v2/turn-control.ts";
export type { UserInput } from "./app-server/v2/user-input.ts";
