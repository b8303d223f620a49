export {
  Duration,
  ExecCommandSource,
  FileChange,
  ParsedCommand,
  PlanStep,
  ReviewDecision,
} from "./command.ts";
export { CodexErrorInfo } from "./error-info.ts";
export { type Event, EventMsg, type EventOf, type EventType } from "./event/event-msg.ts";
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
export { ModelInfo } from "./models/model-info.ts";
export type { Op, OpOf, OpType, SettingsOverride, Submission } from "./op.ts";
export {
  ContentItem,
  type CustomToolCallItem,
  type CustomToolCallOutputItem,
  type FunctionCallItem,
  type FunctionCallOutputItem,
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
  RolloutLine,
  SessionMeta,
  SessionSource,
  TurnContextItem,
} from "./rollout/rollout-line.ts";
export {
  CollaborationMode,
  ModeKind,
  Personality,
  ReasoningEffort,
  ReasoningSummary,
  TruncationPolicy,
  Verbosity,
  WebSearchMode,
} from "./settings/model-settings.ts";
export { ApprovalPolicy, hasNetworkAccess, SandboxMode, SandboxPolicy } from "./settings/policies.ts";
export { TurnItem } from "./turn-item.ts";
export { TextElement, UserInput } from "./user-input.ts";
