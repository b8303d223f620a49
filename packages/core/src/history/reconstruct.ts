/** Rebuilds what the model knew from the items of a rollout. */
import type {
  ResponseItem,
  RolloutItem,
  TokenUsageInfo,
  TruncationPolicy,
  TurnContextItem,
} from "@codex-ts/protocol";
import { buildCompactedHistory, collectUserTexts, ghostSnapshots } from "./compacted-history.ts";
import { createHistory } from "./history.ts";

/** What a rollout does not tell. */
export interface ReconstructOptions {
  readonly truncation: TruncationPolicy;
  /** The preamble of the session that resumes; an old summary is placed behind it. */
  readonly initialContext: readonly ResponseItem[];
}

/** A rollout read back. */
export interface ReconstructedThread {
  readonly items: readonly ResponseItem[];
  /** Texts of summaries in the rollout, so that a later compaction does not take them for user messages. */
  readonly summaries: ReadonlySet<string>;
  /** The last known usage, from which totals go on. */
  readonly tokenInfo: TokenUsageInfo | undefined;
  /** The settings of the last request. */
  readonly turnContext: TurnContextItem | undefined;
}

/** Replays rollout items in order: items, compactions and rollbacks count, the rest is passed over. */
export function reconstructThread(
  rollout: readonly RolloutItem[],
  { truncation, initialContext }: ReconstructOptions,
): ReconstructedThread {
  const summaries = new Set<string>();
  const history = createHistory({ items: [], truncation: () => truncation });
  let tokenInfo: TokenUsageInfo | undefined;
  let turnContext: TurnContextItem | undefined;
  for (const item of rollout) {
    if (item.type === "response_item") history.record([item.payload]);
    else if (item.type === "turn_context") turnContext = item.payload;
    else if (item.type === "compacted") {
      const { message, replacement_history } = item.payload;
      history.replace(replacement_history ?? rebuild(history.items(), message, summaries, initialContext));
      if (message !== "") summaries.add(message);
    } else if (item.type === "event_msg" && item.payload.type === "thread_rolled_back") {
      history.dropLastUserTurns(item.payload.num_turns);
    } else if (item.type === "event_msg" && item.payload.type === "undo_completed") {
      if (item.payload.success) history.replace(withoutLastSnapshot(history.items()));
    } else if (item.type === "event_msg" && item.payload.type === "token_count") {
      tokenInfo = item.payload.info ?? tokenInfo;
    }
  }
  return { items: history.items(), summaries, tokenInfo, turnContext };
}

function rebuild(
  items: readonly ResponseItem[],
  summary: string,
  summaries: ReadonlySet<string>,
  initialContext: readonly ResponseItem[],
): ResponseItem[] {
  const userTexts = collectUserTexts(items, summaries);
  return buildCompactedHistory({ initialContext, userTexts, summary, ghostSnapshots: ghostSnapshots(items) });
}

/** What was undone is not undone again. */
export function withoutLastSnapshot(items: readonly ResponseItem[]): ResponseItem[] {
  const index = items.findLastIndex(({ type }) => type === "ghost_snapshot");
  return items.filter((_, position) => position !== index);
}
