/** Compacts a session's history: summary, new history, rollout, announcements. */
import { uuidV4 } from "@codex-ts/std";
import { requestSummary } from "../compact/local-compact.ts";
import { prompts } from "../generated/prompts.ts";
import {
  buildCompactedHistory,
  collectUserTexts,
  ghostSnapshots,
  summaryText,
} from "../history/compacted-history.ts";
import { estimatePromptTokens } from "../history/token-estimate.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { buildInitialContext } from "./context-parts.ts";
import type { Session } from "./session.ts";
import { toTurnContextItem } from "./turn-context-item.ts";

/** Told after every compaction: what was summarised is no longer exact. */
const WARNING =
  "The thread was compacted. Long threads and repeated compactions make the model less exact; " +
  "start a new thread for a new task.";

/**
 * Replaces the history by the preamble, what the user said, and the model's summary. Throws `ModelError`
 * when no summary could be had; the history is then unchanged.
 */
export async function compactSession(
  session: Session,
  turn: TurnContext,
  turnMetadata: () => Promise<string | undefined>,
  signal: AbortSignal,
): Promise<void> {
  const { services, state, history, usage, model } = session;
  const events = session.emitter.forSubmission(turn.turnId);
  const place = { thread_id: turn.threadId, turn_id: turn.turnId };
  const item = { type: "ContextCompaction" as const, id: uuidV4(services.ids) };
  events.emit({ type: "item_started", ...place, item });
  session.recorder?.record([{ type: "turn_context", payload: toTurnContextItem(turn) }]);

  const before = history.items();
  const summary = await requestSummary(
    {
      events,
      usage,
      model: model.startTurn(),
      streamMaxRetries: model.provider.streamMaxRetries,
      baseInstructions: state.baseInstructions,
      turnMetadata,
      clock: services.clock,
      random: services.random,
    },
    turn,
    before,
    turn.instructions.compactPrompt ?? prompts["compact/prompt"],
    signal,
  );
  const message = summaryText(summary);
  history.replace(
    buildCompactedHistory({
      initialContext: buildInitialContext(session),
      userTexts: collectUserTexts(before, state.summaries),
      summary: message,
      ghostSnapshots: ghostSnapshots(before),
    }),
  );
  state.summaries.add(message);
  state.toldSettings = state.settings;
  usage.setEstimate(
    events,
    estimatePromptTokens(history.items(), state.baseInstructions),
    turn.model.contextWindow,
  );
  session.recorder?.record([{ type: "compacted", payload: { message } }]);
  events.emit({ type: "item_completed", ...place, item });
  events.emit({ type: "warning", message: WARNING });
}
