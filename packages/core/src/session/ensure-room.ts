/** Keeps a thread below the limit of its model, and stops where compacting cannot do that. */
import { ModelError } from "@codex-ts/model-client";
import { largestParts } from "../compact/largest-parts.ts";
import { estimatePromptTokens } from "../history/token-estimate.ts";
import { usedTokens } from "../history/token-usage.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { type CompactionPlace, compactSession } from "./compact-session.ts";
import type { Session } from "./session.ts";

/** A third compaction that does not help would be followed by a fourth, each paid for. */
const MAX_FUTILE = 2;

/** What a turn knows when it asks for room. */
export interface RoomRequest extends CompactionPlace {
  readonly isReasoningIncluded: boolean;
}

/** Compacts when the next request would pass the limit. Throws `ModelError`, see `Compactor`. */
export async function ensureRoom(
  session: Session,
  turn: TurnContext,
  { isReasoningIncluded, ...place }: RoomRequest,
  signal: AbortSignal,
): Promise<void> {
  const { state, history, usage } = session;
  const limit = turn.model.autoCompactLimit;
  if (limit === undefined || usedTokens(usage.info, history.items(), isReasoningIncluded) < limit) {
    state.futileCompactions = 0;
    return;
  }
  const estimate = () => estimatePromptTokens(history.items(), state.baseInstructions);
  const before = estimate();
  if (state.futileCompactions >= MAX_FUTILE) {
    state.futileCompactions = 0;
    throw tooLong(before, limit, largestParts(history.items(), state.baseInstructions));
  }
  await compactSession(session, turn, place, signal);
  const after = estimate();
  state.futileCompactions = after < before && after < limit ? 0 : state.futileCompactions + 1;
}

function tooLong(tokens: number, limit: number, parts: ReturnType<typeof largestParts>): ModelError {
  const listed = parts.map((part) => `${part.name} (${part.tokens})`).join(", ");
  return new ModelError({
    kind: "invalid-request",
    message:
      `The thread does not fit into the model's context: compacting it ${MAX_FUTILE} times in a row left about ` +
      `${tokens} tokens, and the limit is ${limit}. The largest parts are: ${listed}. Shorten them, start a new ` +
      "thread, or raise `model_auto_compact_token_limit` where the model can take more.",
    isRetryable: false,
    codexErrorInfo: "context_window_exceeded",
  });
}
