/** Sums of tokens and limits over a thread, and what they mean for the context window. */
import type { RateLimitSnapshot, ResponseItem, TokenUsage, TokenUsageInfo } from "@codex-ts/protocol";
import { isUserMessage } from "../messages/context-message.ts";
import { estimateItemTokens } from "./token-estimate.ts";

/** Nothing used. */
const NO_USAGE: TokenUsage = {
  input_tokens: 0,
  cached_input_tokens: 0,
  output_tokens: 0,
  reasoning_output_tokens: 0,
  total_tokens: 0,
};

function sum(left: TokenUsage, right: TokenUsage): TokenUsage {
  return {
    input_tokens: left.input_tokens + right.input_tokens,
    cached_input_tokens: left.cached_input_tokens + right.cached_input_tokens,
    output_tokens: left.output_tokens + right.output_tokens,
    reasoning_output_tokens: left.reasoning_output_tokens + right.reasoning_output_tokens,
    total_tokens: left.total_tokens + right.total_tokens,
  };
}

/**
 * Adds the usage of one response; without usage the totals stay as they are.
 * The window of the first response stays: a later model's does not replace it.
 */
export function addUsage(
  info: TokenUsageInfo | undefined,
  usage: TokenUsage | undefined,
  contextWindow: number | null,
): TokenUsageInfo | undefined {
  if (!usage) return info;
  return {
    total_token_usage: sum(info?.total_token_usage ?? NO_USAGE, usage),
    last_token_usage: usage,
    model_context_window: info?.model_context_window ?? contextWindow,
  };
}

/** After the server found the request too long: everything is used up. */
export function fillContextWindow(contextWindow: number): TokenUsageInfo {
  const full = { ...NO_USAGE, total_tokens: contextWindow };
  return { total_token_usage: full, last_token_usage: full, model_context_window: contextWindow };
}

/** After history was rewritten (compaction, rollback): the last usage becomes an estimate of what is left. */
export function restartUsage(
  info: TokenUsageInfo | undefined,
  estimatedTokens: number,
  contextWindow: number | null,
): TokenUsageInfo {
  return {
    total_token_usage: info?.total_token_usage ?? NO_USAGE,
    last_token_usage: { ...NO_USAGE, total_tokens: estimatedTokens },
    model_context_window: info?.model_context_window ?? contextWindow,
  };
}

function isFromModel(item: ResponseItem): boolean {
  switch (item.type) {
    case "message":
      return item.role === "assistant";
    case "reasoning":
    case "function_call":
    case "custom_tool_call":
    case "local_shell_call":
    case "web_search_call":
    case "compaction":
    case "compaction_summary":
      return true;
    case "function_call_output":
    case "custom_tool_call_output":
    case "ghost_snapshot":
      return false;
  }
}

/**
 * Tokens that the next request takes: what the server counted last, plus an estimate of what came after
 * the model's last item. Encrypted reasoning of earlier turns is added unless the server counts it itself.
 */
export function usedTokens(
  info: TokenUsageInfo | undefined,
  items: readonly ResponseItem[],
  serverCountsReasoning: boolean,
): number {
  const lastOfModel = items.findLastIndex(isFromModel);
  // Before the first answer nothing is known, and an estimate of the preamble alone must not trigger a compaction.
  const fresh = lastOfModel < 0 ? [] : items.slice(lastOfModel + 1);
  const earlier = items.slice(0, Math.max(0, items.findLastIndex(isUserMessage)));
  const reasoning = serverCountsReasoning
    ? []
    : earlier.filter((item) => item.type === "reasoning" && item.encrypted_content);
  return [...fresh, ...reasoning].reduce(
    (tokens, item) => tokens + estimateItemTokens(item),
    info?.last_token_usage.total_tokens ?? 0,
  );
}

/** A newer report of limits; credits and plan stay known when the newer one leaves them out. */
export function mergeRateLimits(
  known: RateLimitSnapshot | undefined,
  next: RateLimitSnapshot,
): RateLimitSnapshot {
  return {
    ...next,
    credits: next.credits ?? known?.credits ?? null,
    plan_type: next.plan_type ?? known?.plan_type ?? null,
  };
}
