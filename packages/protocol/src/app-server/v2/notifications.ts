/** What the app-server tells its clients without being asked. */
import { AccountLoginCompletedNotification, AccountUpdatedNotification } from "./account.ts";
import { AppListUpdatedNotification } from "./apps.ts";
import {
  AgentMessageDeltaNotification,
  CommandExecutionOutputDeltaNotification,
  FileChangeOutputDeltaNotification,
  ItemCompletedNotification,
  ItemStartedNotification,
  McpToolCallProgressNotification,
  PlanDeltaNotification,
  RawResponseItemCompletedNotification,
  ReasoningSummaryPartAddedNotification,
  ReasoningSummaryTextDeltaNotification,
  ReasoningTextDeltaNotification,
  TerminalInteractionNotification,
} from "./item-notifications.ts";
import { McpServerOauthLoginCompletedNotification } from "./mcp-servers.ts";
import {
  ConfigWarningNotification,
  DeprecationNoticeNotification,
  WarningNotification,
  WindowsWorldWritableWarningNotification,
} from "./notices.ts";
import { AccountRateLimitsUpdatedNotification } from "./rate-limits.ts";
import {
  ContextCompactedNotification,
  ErrorNotification,
  ThreadNameUpdatedNotification,
  ThreadStartedNotification,
  ThreadTokenUsageUpdatedNotification,
} from "./thread-notifications.ts";
import {
  TurnCompletedNotification,
  TurnDiffUpdatedNotification,
  TurnPlanUpdatedNotification,
  TurnStartedNotification,
} from "./turn-notifications.ts";

/** Params of each notification, by method. */
export const notificationsV2 = {
  error: ErrorNotification,
  warning: WarningNotification,
  "thread/started": ThreadStartedNotification,
  "thread/name/updated": ThreadNameUpdatedNotification,
  "thread/tokenUsage/updated": ThreadTokenUsageUpdatedNotification,
  "turn/started": TurnStartedNotification,
  "turn/completed": TurnCompletedNotification,
  "turn/diff/updated": TurnDiffUpdatedNotification,
  "turn/plan/updated": TurnPlanUpdatedNotification,
  "item/started": ItemStartedNotification,
  "item/completed": ItemCompletedNotification,
  "rawResponseItem/completed": RawResponseItemCompletedNotification,
  "item/agentMessage/delta": AgentMessageDeltaNotification,
  "item/plan/delta": PlanDeltaNotification,
  "item/commandExecution/outputDelta": CommandExecutionOutputDeltaNotification,
  "item/commandExecution/terminalInteraction": TerminalInteractionNotification,
  "item/fileChange/outputDelta": FileChangeOutputDeltaNotification,
  "item/mcpToolCall/progress": McpToolCallProgressNotification,
  "mcpServer/oauthLogin/completed": McpServerOauthLoginCompletedNotification,
  "account/updated": AccountUpdatedNotification,
  "account/rateLimits/updated": AccountRateLimitsUpdatedNotification,
  "app/list/updated": AppListUpdatedNotification,
  "item/reasoning/summaryTextDelta": ReasoningSummaryTextDeltaNotification,
  "item/reasoning/summaryPartAdded": ReasoningSummaryPartAddedNotification,
  "item/reasoning/textDelta": ReasoningTextDeltaNotification,
  "thread/compacted": ContextCompactedNotification,
  deprecationNotice: DeprecationNoticeNotification,
  configWarning: ConfigWarningNotification,
  "windows/worldWritableWarning": WindowsWorldWritableWarningNotification,
  "account/login/completed": AccountLoginCompletedNotification,
};
