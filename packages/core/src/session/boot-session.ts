/** Opens a session: history, rollout, first events. */
import type { McpAnswer } from "@codex-ts/mcp";
import type {
  DynamicToolCallResponse,
  Event,
  EventMsg,
  EventOf,
  RequestUserInputResponse,
  ResponseItem,
  ReviewDecision,
  RolloutItem,
  TruncationPolicy,
} from "@codex-ts/protocol";
import { isPersistedEvent } from "@codex-ts/state";
import { type AsyncQueue, createAsyncQueue } from "@codex-ts/std";
import { createHistory } from "../history/history.ts";
import type { SessionServices } from "../services.ts";
import type { SessionNetwork } from "../tools/session-network.ts";
import { createPendingQueue } from "../turn/pending-queue.ts";
import { createAgentPool } from "./agent-pool.ts";
import { createStatusWatch } from "./agent-status.ts";
import { createAskElicitation } from "./ask-elicitation.ts";
import { tellSandbox } from "./change-settings.ts";
import { type OpenChildThread, subagentName } from "./child-thread.ts";
import { createCommandServices } from "./command-services.ts";
import { buildInitialContext } from "./context-parts.ts";
import { createEventEmitter } from "./event-emitter.ts";
import { createHistoryRecorder } from "./history-recorder.ts";
import { type LoadedHistory, loadInitialHistory } from "./load-initial-history.ts";
import { openRecorder } from "./open-recorder.ts";
import { createPendingRequests } from "./pending-requests.ts";
import { resolveModelInfo } from "./resolve-model.ts";
import type { Session } from "./session.ts";
import type { SessionOptions } from "./session-options.ts";
import type { SessionState } from "./session-state.ts";
import { startShellSnapshot } from "./shell-snapshot.ts";
import { announceSkillChanges } from "./skill-news.ts";
import { createTaskSlot } from "./task-slot.ts";
import { readEarlyMetadata } from "./turn-metadata.ts";
import { createTurnUndo } from "./turn-undo.ts";
import { createUsageRecorder } from "./usage-recorder.ts";
import { createUserCommands } from "./user-commands.ts";

/** Events about the preamble belong to no submission; 0.99.0 names them like this. */
const PREAMBLE_ID = "auto-compact-0";

/** A session that has told its first event. */
export interface BootedSession {
  readonly session: Session;
  readonly events: AsyncQueue<Event>;
  readonly configured: EventOf<"session_configured">;
}

/** Puts a session together. Nothing is asked of the model yet, and nothing written but the copy of a fork. */
export function bootSession(
  services: SessionServices,
  options: SessionOptions,
  openChild: OpenChildThread,
): BootedSession {
  const loaded = loadInitialHistory(services, options);
  const state = createState(options, loaded);
  const events = createAsyncQueue<Event>();
  const tell = (msg: EventMsg) => events.push({ id: "", msg });
  const recorder = openRecorder(services, options, state.baseInstructions, (failure) =>
    tell({ type: "error", message: failure.message, codex_error_info: "other" }),
  );
  const status = createStatusWatch();
  const record = recorder && ((items: readonly RolloutItem[]) => recorder.record(items));
  const emitter = createEventEmitter({
    queue: events,
    record,
    isPersisted: isPersistedEvent,
    showRawReasoning: options.showRawReasoning,
    observe: status.observe,
  });
  const history = createHistory({ items: loaded.items, truncation: () => truncationPolicy(options, state) });
  const { model } = options.settings.collaborationMode.settings;
  const telemetry = services.openTelemetry(options.threadId, options.source, model);
  const snapshot = startShellSnapshot(services, options, telemetry);
  const historyRecorder = createHistoryRecorder({ history, emitter, record });
  const session: Session = {
    options,
    services,
    state,
    emitter,
    history: historyRecorder,
    usage: createUsageRecorder(loaded.tokenInfo),
    approvals: createPendingRequests<ReviewDecision>("denied"),
    questions: createPendingRequests<RequestUserInputResponse | undefined>(undefined),
    clientCalls: createPendingRequests<DynamicToolCallResponse | undefined>(undefined),
    elicitations: createPendingRequests<McpAnswer>({ action: "cancel" }),
    pending: createPendingQueue(),
    slot: createTaskSlot(),
    model: services.createModelClient(options.threadId, subagentName(options.source), telemetry),
    telemetry,
    userCommands: createUserCommands(),
    openChild,
    status,
    agents: createAgentPool(() => session),
    commands: createCommandServices(services, snapshot),
    snapshot,
    turnUndo:
      services.undoPoints &&
      createTurnUndo(services.undoPoints, { emitter, history: historyRecorder }, services.clock),
    stopSkillNews: announceSkillChanges(services, emitter),
    recorder,
  };
  const configured = toConfigured(options, loaded, {
    rolloutPath: recorder?.path,
    networkProxy: services.network?.addresses,
  });
  tell(configured);
  for (const message of options.startupWarnings) tell({ type: "warning", message });
  for (const message of loaded.warnings) events.push({ id: PREAMBLE_ID, msg: { type: "warning", message } });
  services.mcp.follow(tell, createAskElicitation(session.elicitations, emitter));
  tellSandbox(session);
  services.network?.follow((message) => tell({ type: "warning", message }));
  preconnect(session, model);
  if (options.initialHistory.kind !== "resumed") {
    const preamble: readonly ResponseItem[] = buildInitialContext(session);
    session.history.forSubmission(PREAMBLE_ID).record(preamble);
  }
  // A fork has something worth keeping from its first moment; `flush` waits for it.
  if (options.initialHistory.kind === "forked") void recorder?.persist(new AbortController().signal);
  return { session, events, configured };
}

/** The handshake of a connection runs while the user still types. */
function preconnect({ services, options, model: client }: Session, model: string): void {
  client.preconnect({
    prefersWebsockets: resolveModelInfo(model, options.modelOverrides).prefer_websockets,
    turnMetadata: (signal) => readEarlyMetadata(services, options.settings.cwd, signal),
  });
}

function truncationPolicy(options: SessionOptions, state: SessionState): TruncationPolicy {
  const { model } = state.settings.collaborationMode.settings;
  return resolveModelInfo(model, options.modelOverrides).truncation_policy;
}

function createState(options: SessionOptions, loaded: LoadedHistory): SessionState {
  return {
    settings: options.settings,
    toldSettings: loaded.toldSettings,
    isContextRecorded: options.initialHistory.kind !== "resumed",
    baseInstructions: loaded.baseInstructions,
    summaries: new Set(loaded.summaries),
    foundTools: new Set(),
    futileCompactions: 0,
    isClosed: false,
  };
}

function toConfigured(
  options: SessionOptions,
  loaded: LoadedHistory,
  {
    rolloutPath,
    networkProxy,
  }: {
    readonly rolloutPath: string | undefined;
    readonly networkProxy: SessionNetwork["addresses"] | undefined;
  },
): EventOf<"session_configured"> {
  const { settings, initialHistory } = options;
  const { model, reasoning_effort } = settings.collaborationMode.settings;
  return {
    type: "session_configured",
    session_id: options.threadId,
    ...(initialHistory.kind === "forked" ? { forked_from_id: initialHistory.fromId } : {}),
    model,
    model_provider_id: options.providerId,
    approval_policy: settings.approvalPolicy,
    sandbox_policy: settings.sandboxPolicy,
    cwd: settings.cwd,
    ...(reasoning_effort === null ? {} : { reasoning_effort }),
    // The prompt history file belongs to the terminal UI; exec and app-server do not use it.
    history_log_id: 0,
    history_entry_count: 0,
    ...(loaded.initialMessages.length > 0 ? { initial_messages: [...loaded.initialMessages] } : {}),
    ...(networkProxy ? { network_proxy: networkProxy } : {}),
    ...(rolloutPath === undefined ? {} : { rollout_path: rolloutPath }),
  };
}
