/** The types of the core that the app-server protocol shows, under the names that are published. */
import { AuthMode, ForcedLoginMethod, PlanType } from "../account.ts";
import { AgentStatus } from "../agent-status.ts";
import {
  Duration,
  ExecCommandSource,
  ExecOutputStream,
  FileChange,
  ParsedCommand,
  ReviewDecision,
} from "../command.ts";
import { DynamicToolSpec } from "../dynamic-tool.ts";
import { CodexErrorInfo } from "../error-info.ts";
import { EventMsg } from "../event/event-msg.ts";
import { CustomPrompt, HistoryEntry } from "../event/listing-events.ts";
import { SessionNetworkProxyRuntime } from "../event/session-events.ts";
import { TurnAbortReason } from "../event/turn-events.ts";
import { ThreadId } from "../ids.ts";
import * as mcp from "../mcp.ts";
import { AbsolutePath } from "../paths.ts";
import { PlanStep, StepStatus } from "../plan-step.ts";
import { RequestId } from "../request-id.ts";
import * as items from "../responses/response-item.ts";
import {
  CreditsSnapshot,
  RateLimitSnapshot,
  RateLimitWindow,
  TokenUsage,
  TokenUsageInfo,
} from "../responses/usage.ts";
import * as review from "../review.ts";
import { SessionSource, SubAgentSource } from "../session-source.ts";
import { CollaborationMode, CollaborationSettings } from "../settings/collaboration-mode.ts";
import { ModeKind } from "../settings/mode-kind.ts";
import * as modelSettings from "../settings/model-settings.ts";
import { ApprovalPolicy, SandboxMode } from "../settings/policies.ts";
import { NetworkAccess, SandboxPolicy } from "../settings/sandbox-policy.ts";
import * as skills from "../skills.ts";
import { AgentMessageContent, TurnItem } from "../turn-item.ts";
import { ByteRange, TextElement, UserInput } from "../user-input.ts";
import { RequestUserInputQuestion, RequestUserInputQuestionOption } from "../user-questions.ts";
import { FunctionCallOutputPayload } from "./published-forms.ts";
import type { Schema } from "./schema-types.ts";

/** By published name. */
export const coreTypes: ReadonlyMap<string, Schema> = new Map<string, Schema>(
  Object.entries({
    AbsolutePathBuf: AbsolutePath,
    AgentMessageContent,
    AgentStatus,
    AskForApproval: ApprovalPolicy,
    AuthMode,
    ByteRange,
    CallToolResult: mcp.CallToolResult,
    CodexErrorInfo,
    CollaborationMode,
    ContentItem: items.ContentItem,
    CreditsSnapshot,
    CustomPrompt,
    Duration,
    DynamicToolSpec,
    EventMsg,
    ExecCommandSource,
    ExecOutputStream,
    FileChange,
    ForcedLoginMethod,
    FunctionCallOutputBody: items.ToolOutput,
    FunctionCallOutputContentItem: items.ToolOutputContent,
    FunctionCallOutputPayload,
    GhostCommit: items.GhostCommit,
    HistoryEntry,
    LocalShellAction: items.LocalShellAction,
    LocalShellStatus: items.LocalShellStatus,
    McpAuthStatus: mcp.McpAuthStatus,
    McpInvocation: mcp.McpInvocation,
    McpStartupFailure: mcp.McpStartupFailure,
    McpStartupStatus: mcp.McpStartupStatus,
    MessagePhase: items.MessagePhase,
    ModeKind,
    NetworkAccess,
    ParsedCommand,
    Personality: modelSettings.Personality,
    PlanItemArg: PlanStep,
    PlanType,
    RateLimitSnapshot,
    RateLimitWindow,
    ReasoningEffort: modelSettings.ReasoningEffort,
    ReasoningItemContent: items.ReasoningItemContent,
    ReasoningItemReasoningSummary: items.ReasoningItemReasoningSummary,
    ReasoningSummary: modelSettings.ReasoningSummary,
    RemoteSkillSummary: skills.RemoteSkillSummary,
    RequestId,
    RequestUserInputQuestion,
    RequestUserInputQuestionOption,
    Resource: mcp.Resource,
    ResourceTemplate: mcp.ResourceTemplate,
    ResponseItem: items.ResponseItem,
    Result_of_CallToolResult_or_String: mcp.McpCallOutcome,
    ReviewCodeLocation: review.ReviewCodeLocation,
    ReviewDecision,
    ReviewFinding: review.ReviewFinding,
    ReviewLineRange: review.ReviewLineRange,
    ReviewOutputEvent: review.ReviewOutput,
    ReviewTarget: review.ReviewTarget,
    SandboxMode,
    SandboxPolicy,
    SessionNetworkProxyRuntime,
    SessionSource,
    Settings: CollaborationSettings,
    SkillDependencies: skills.SkillDependencies,
    SkillErrorInfo: skills.SkillErrorInfo,
    SkillInterface: skills.SkillInterface,
    SkillMetadata: skills.SkillMetadata,
    SkillScope: skills.SkillScope,
    SkillToolDependency: skills.SkillToolDependency,
    SkillsListEntry: skills.SkillsListEntry,
    StepStatus,
    SubAgentSource,
    TextElement,
    ThreadId,
    TokenUsage,
    TokenUsageInfo,
    Tool: mcp.Tool,
    TurnAbortReason,
    TurnItem,
    UserInput,
    Verbosity: modelSettings.Verbosity,
    WebSearchAction: items.WebSearchAction,
    WebSearchMode: modelSettings.WebSearchMode,
  }),
);
