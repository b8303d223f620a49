/** Compacts a session's history: a new history, its trace in the rollout, and the announcements. */
import { isOpenaiProvider } from "@codex-ts/model-client";
import type { ResponseItem, RolloutItem } from "@codex-ts/protocol";
import { uuidV4 } from "@codex-ts/std";
import { requestSummary } from "../compact/local-compact.ts";
import { requestCompactedHistory } from "../compact/remote-compact.ts";
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
import { withModel } from "./session-settings.ts";
import { toTurnContextItem } from "./turn-context-item.ts";

/** Told after every summary by the model: what was summarised is no longer exact. */
const WARNING =
  "The thread was compacted. Long threads and repeated compactions make the model less exact; " +
  "start a new thread for a new task.";

/** Where in a thread's course a history is compacted. */
export interface CompactionPlace {
  /** Only in the middle of a turn is there a request that is not answered yet. */
  readonly when: "between-turns" | "before-input" | "mid-turn";
  readonly turnMetadata: () => Promise<string | undefined>;
}

/** What a compaction puts in place of a history. */
interface Compaction {
  readonly items: readonly ResponseItem[];
  /** The line that lets a later session rebuild the same. */
  readonly trace: Extract<RolloutItem, { type: "compacted" }>;
  readonly warning: string | undefined;
}

/**
 * Replaces the history by a shorter one. Throws `ModelError` when none could be had; the history is then
 * unchanged.
 */
export async function compactSession(
  session: Session,
  turn: TurnContext,
  { when, turnMetadata }: CompactionPlace,
  signal: AbortSignal,
): Promise<void> {
  const { services, state, history, usage, model } = session;
  const events = session.emitter.forSubmission(turn.turnId);
  const place = { thread_id: turn.threadId, turn_id: turn.turnId };
  const item = { type: "ContextCompaction" as const, id: uuidV4(services.ids) };
  events.emit({ type: "item_started", ...place, item });

  const isRemote = isOpenaiProvider(model.provider);
  session.telemetry.count("codex.task.compact", { type: isRemote ? "remote" : "local" });
  const compaction = isRemote
    ? await compactByServer(session, turn, when, signal)
    : await compactByModel(session, turn, turnMetadata, signal);
  history.replace(compaction.items);
  tellSettings(session);
  const estimate = estimatePromptTokens(history.items(), state.baseInstructions);
  usage.setEstimate(events, estimate, turn.model.contextWindow);
  session.recorder?.record([compaction.trace]);
  events.emit({ type: "item_completed", ...place, item });
  if (compaction.warning !== undefined) events.emit({ type: "warning", message: compaction.warning });
}

/** The fresh preamble told everything but a change of model, which has a message of its own. */
function tellSettings({ state }: Session): void {
  const { model } = state.toldSettings.collaborationMode.settings;
  state.toldSettings = withModel({ ...state.settings, personality: state.toldSettings.personality }, model);
  state.isContextRecorded = true;
}

/** The preamble, what the user said, and the model's own summary of the rest. */
async function compactByModel(
  session: Session,
  turn: TurnContext,
  turnMetadata: () => Promise<string | undefined>,
  signal: AbortSignal,
): Promise<Compaction> {
  const { services, state, usage, model } = session;
  session.recorder?.record([{ type: "turn_context", payload: toTurnContextItem(turn) }]);
  const before = session.history.items();
  const client = model.startTurn();
  const summary = await requestSummary(
    {
      events: session.emitter.forSubmission(turn.turnId),
      usage,
      model: client,
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
  ).finally(() => client.close());
  const message = summaryText(summary);
  const items = buildCompactedHistory({
    initialContext: buildInitialContext(session),
    userTexts: collectUserTexts(before, state.summaries),
    summary: message,
    ghostSnapshots: ghostSnapshots(before),
  });
  state.summaries.add(message);
  return { items, trace: { type: "compacted", payload: { message } }, warning: WARNING };
}

/** What the server makes of the history, with a fresh preamble in it. */
async function compactByServer(
  session: Session,
  turn: TurnContext,
  when: CompactionPlace["when"],
  signal: AbortSignal,
): Promise<Compaction> {
  const items = await requestCompactedHistory(
    { model: session.model, baseInstructions: session.state.baseInstructions },
    turn,
    {
      history: session.history.items(),
      initialContext: buildInitialContext(session),
      isAnswerPending: when === "mid-turn",
    },
    signal,
  );
  const payload = { message: "", replacement_history: [...items] };
  return { items, trace: { type: "compacted", payload }, warning: undefined };
}
