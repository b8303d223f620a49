/** Turn start and end, errors, usage, warnings. */
import {
  type RateLimitSnapshot,
  type RateLimitWindow,
  type TokenUsage,
  toPlanType,
} from "@codex-ts/protocol";
import {
  fromCoreErrorInfo,
  type ServerNotification,
  type TokenUsageBreakdown,
  type Turn,
  type TurnError,
} from "@codex-ts/protocol/app-server";
import { itemNotification, type ProjectionState, type Projectors } from "./projector.ts";

type TurnEventType =
  | "error"
  | "warning"
  | "stream_error"
  | "task_started"
  | "task_complete"
  | "turn_aborted"
  | "token_count"
  | "context_compacted"
  | "thread_rolled_back"
  | "background_event"
  | "deprecation_notice"
  | "shutdown_complete";

export const turnProjectors: Projectors<TurnEventType> = {
  error(msg, turnId, state) {
    const error = {
      message: msg.message,
      codexErrorInfo: msg.codex_error_info ? fromCoreErrorInfo(msg.codex_error_info) : null,
      additionalDetails: null,
    };
    state.turnError = error;
    return [{ method: "error", params: { error, willRetry: false, threadId: state.threadId, turnId } }];
  },
  stream_error(msg, turnId, state) {
    const error = {
      message: msg.message,
      codexErrorInfo: msg.codex_error_info ? fromCoreErrorInfo(msg.codex_error_info) : null,
      additionalDetails: msg.additional_details ?? null,
    };
    return [{ method: "error", params: { error, willRetry: true, threadId: state.threadId, turnId } }];
  },
  warning: (msg, _turnId, state) => [
    { method: "warning", params: { threadId: state.threadId, message: msg.message } },
  ],
  task_started(_msg, turnId, state) {
    state.turnError = undefined;
    return [turnNotification("turn/started", "inProgress", turnId, state)];
  },
  task_complete: (_msg, turnId, state) => endTurn(state.turnError ? "failed" : "completed", turnId, state),
  turn_aborted(_msg, turnId, state) {
    state.turnError = undefined;
    return endTurn("interrupted", turnId, state);
  },
  token_count(msg, turnId, state) {
    const told: ServerNotification[] = [];
    if (msg.info) {
      const tokenUsage = {
        total: toBreakdown(msg.info.total_token_usage),
        last: toBreakdown(msg.info.last_token_usage),
        modelContextWindow: msg.info.model_context_window ?? null,
      };
      told.push({
        method: "thread/tokenUsage/updated",
        params: { threadId: state.threadId, turnId, tokenUsage },
      });
    }
    if (msg.rate_limits) {
      told.push({
        method: "account/rateLimits/updated",
        params: { rateLimits: toRateLimits(msg.rate_limits) },
      });
    }
    return told;
  },
  context_compacted: (_msg, turnId, state) => [
    { method: "thread/compacted", params: { threadId: state.threadId, turnId } },
  ],
  deprecation_notice: (msg) => [
    { method: "deprecationNotice", params: { summary: msg.summary, details: msg.details ?? null } },
  ],
  thread_rolled_back: () => [],
  background_event: () => [],
  shutdown_complete: () => [],
};

/**
 * Ends a turn. What an interrupt cut off is completed first, so that every command and patch that started
 * also ends; background terminals of a finished turn stay open.
 */
function endTurn(
  status: "completed" | "failed" | "interrupted",
  turnId: string,
  state: ProjectionState,
): ServerNotification[] {
  const ended = turnNotification("turn/completed", status, turnId, state);
  return status === "interrupted" ? [...completeOpenItems(turnId, state), ended] : [ended];
}

function completeOpenItems(turnId: string, state: ProjectionState): ServerNotification[] {
  const cutOff = [...state.openCommands.values(), ...state.openPatches.values()].map((item) => ({
    ...item,
    status: state.refused.has(item.id) ? ("declined" as const) : ("failed" as const),
  }));
  state.openCommands.clear();
  state.openPatches.clear();
  state.refused.clear();
  return cutOff.map((item) => itemNotification("item/completed", item, turnId, state));
}

/** Tells that an event could not be told. */
export function projectFault(
  error: TurnError,
  turnId: string,
  { threadId }: ProjectionState,
): ServerNotification {
  return { method: "error", params: { error, willRetry: false, threadId, turnId } };
}

/** The end of a turn that was stopped because of such a fault. */
export function projectBrokenTurn(
  turnId: string,
  error: TurnError,
  state: ProjectionState,
): readonly ServerNotification[] {
  state.turnError = error;
  return [...completeOpenItems(turnId, state), turnNotification("turn/completed", "failed", turnId, state)];
}

/** The end of a turn that the engine refused with an error before it began. */
export function projectUnstartedTurn(turnId: string, state: ProjectionState): readonly ServerNotification[] {
  return [turnNotification("turn/completed", "failed", turnId, state)];
}

function turnNotification(
  method: "turn/started" | "turn/completed",
  status: Turn["status"],
  turnId: string,
  state: ProjectionState,
): ServerNotification {
  const error = status === "failed" ? (state.turnError ?? null) : null;
  return { method, params: { threadId: state.threadId, turn: { id: turnId, items: [], status, error } } };
}

function toBreakdown(usage: TokenUsage): TokenUsageBreakdown {
  return {
    totalTokens: usage.total_tokens,
    inputTokens: usage.input_tokens,
    cachedInputTokens: usage.cached_input_tokens,
    outputTokens: usage.output_tokens,
    reasoningOutputTokens: usage.reasoning_output_tokens,
  };
}

function toRateLimits(snapshot: RateLimitSnapshot) {
  const { credits } = snapshot;
  return {
    primary: toWindow(snapshot.primary),
    secondary: toWindow(snapshot.secondary),
    credits: credits && {
      hasCredits: credits.has_credits,
      unlimited: credits.unlimited,
      balance: credits.balance,
    },
    planType: snapshot.plan_type === null ? null : toPlanType(snapshot.plan_type),
  };
}

function toWindow(window: RateLimitWindow | null) {
  return (
    window && {
      usedPercent: Math.round(window.used_percent),
      windowDurationMins: window.window_minutes,
      resetsAt: window.resets_at,
    }
  );
}
