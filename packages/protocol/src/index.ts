export type { AgentStatus } from "./agent-status.ts";
export type { Duration, ExecCommandSource, FileChange, ParsedCommand, ReviewDecision } from "./command.ts";
export { type DynamicToolCallResponse, DynamicToolSpec } from "./dynamic-tool.ts";
export type { CodexErrorInfo } from "./error-info.ts";
export type { Event, EventMsg, EventOf, EventType } from "./event/event-msg.ts";
export type { CustomPrompt } from "./event/listing-events.ts";
export type { ExecThreadEvent, ExecThreadItem } from "./exec/thread-event.ts";
export {
  type CallId,
  parseThreadId,
  type ThreadId,
  type TurnId,
  toCallId,
  toThreadId,
  toTurnId,
} from "./ids.ts";
export { isJsonObject, type JsonValue, parseJsonObject } from "./json.ts";
export type {
  CallToolResult,
  McpAuthStatus,
  McpCallOutcome,
  McpInvocation,
  McpStartupFailure,
  Resource,
  ResourceTemplate,
} from "./mcp.ts";
export type { ModelInfo } from "./models/model-info.ts";
export type { Op, OpOf, OpType, Submission } from "./op/op.ts";
export type { SettingsOverride } from "./op/turn-ops.ts";
export { PlanStep } from "./plan-step.ts";
export type {
  ContentItem,
  CustomToolCallItem,
  FunctionCallItem,
  GhostCommit,
  LocalShellCallItem,
  MessageItem,
  ReasoningItem,
  ResponseItem,
  ToolOutputContent,
  WebSearchAction,
  WebSearchCallItem,
} from "./responses/response-item.ts";
export type { ResponseEvent } from "./responses/stream-event.ts";
export type { ToolJsonSchema, ToolSpec } from "./responses/tool-spec.ts";
export type { RateLimitSnapshot, RateLimitWindow, TokenUsage, TokenUsageInfo } from "./responses/usage.ts";
export { type ReviewFinding, ReviewOutput, type ReviewTarget } from "./review.ts";
export type {
  CompactedItem,
  GitInfo,
  RolloutItem,
  SessionMeta,
  TurnContextItem,
} from "./rollout/rollout-line.ts";
export { SessionSource } from "./session-source.ts";
export type { CollaborationMode } from "./settings/collaboration-mode.ts";
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
export type { TruncationPolicy } from "./settings/truncation-policy.ts";
export type { SkillsListEntry } from "./skills.ts";
export { toPlanType } from "./to-plan-type.ts";
export type { TurnItem } from "./turn-item.ts";
export type { TextElement, UserInput } from "./user-input.ts";
export type { RequestUserInputQuestion, RequestUserInputResponse } from "./user-questions.ts";
