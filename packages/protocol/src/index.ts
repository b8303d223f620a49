export { AgentStatus } from "./agent-status.ts";
export {
  Duration,
  ExecCommandSource,
  FileChange,
  ParsedCommand,
  ReviewDecision,
} from "./command.ts";
export { CodexErrorInfo } from "./error-info.ts";
export { type Event, EventMsg, type EventOf, type EventType } from "./event/event-msg.ts";
export { withCurrentName } from "./event/with-current-name.ts";
export { ExecThreadEvent, ExecThreadItem } from "./exec/thread-event.ts";
export {
  type CallId,
  parseThreadId,
  type ThreadId,
  type TurnId,
  toCallId,
  toThreadId,
  toTurnId,
} from "./ids.ts";
export { isJsonObject, type JsonValue } from "./json.ts";
export { McpInvocation } from "./mcp.ts";
export { ModelInfo } from "./models/model-info.ts";
export type { Op, OpOf, OpType, Submission } from "./op/op.ts";
export type { SettingsOverride } from "./op/turn-ops.ts";
export { PlanStep } from "./plan-step.ts";
export {
  ContentItem,
  type CustomToolCallItem,
  type FunctionCallItem,
  type LocalShellCallItem,
  type MessageItem,
  parseResponseItem,
  type ReasoningItem,
  ResponseItem,
  ToolOutputContent,
  WebSearchAction,
  type WebSearchCallItem,
} from "./responses/response-item.ts";
export type { ResponseEvent } from "./responses/stream-event.ts";
export type { ToolJsonSchema, ToolSpec } from "./responses/tool-spec.ts";
export { RateLimitSnapshot, RateLimitWindow, TokenUsage, TokenUsageInfo } from "./responses/usage.ts";
export { ReviewFinding, ReviewOutput, ReviewTarget } from "./review.ts";
export {
  CompactedItem,
  GitInfo,
  RolloutItem,
  SessionMeta,
  TurnContextItem,
} from "./rollout/rollout-line.ts";
export { SessionSource } from "./session-source.ts";
export { CollaborationMode } from "./settings/collaboration-mode.ts";
export { hasNetworkAccess } from "./settings/has-network-access.ts";
export { ModeKind } from "./settings/mode-kind.ts";
export {
  Personality,
  ReasoningEffort,
  ReasoningSummary,
  Verbosity,
  WebSearchMode,
} from "./settings/model-settings.ts";
export { ApprovalPolicy, SandboxMode } from "./settings/policies.ts";
export { SandboxPolicy } from "./settings/sandbox-policy.ts";
export { TruncationPolicy } from "./settings/truncation-policy.ts";
export { toPlanType } from "./to-plan-type.ts";
export { TurnItem } from "./turn-item.ts";
export { TextElement, UserInput } from "./user-input.ts";
