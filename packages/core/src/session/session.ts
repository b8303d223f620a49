/** The running engine of one thread: its parts in one place, and no behaviour. */
import type { McpAnswer } from "@codex-ts/mcp";
import type { ModelClient } from "@codex-ts/model-client";
import type { DynamicToolCallResponse, RequestUserInputResponse, ReviewDecision } from "@codex-ts/protocol";
import type { RolloutRecorder } from "@codex-ts/state";
import type { Telemetry } from "@codex-ts/telemetry";
import type { AgentPool } from "../ports/agents.ts";
import type { UsageMeter } from "../ports/usage-meter.ts";
import type { SessionServices } from "../services.ts";
import type { CommandServices } from "../tools/command-services.ts";
import type { PendingQueue } from "../turn/pending-queue.ts";
import type { StatusWatch } from "./agent-status.ts";
import type { OpenChildThread } from "./child-thread.ts";
import type { EventEmitter } from "./event-emitter.ts";
import type { HistoryRecorder } from "./history-recorder.ts";
import type { PendingRequests } from "./pending-requests.ts";
import type { SessionOptions } from "./session-options.ts";
import type { SessionState } from "./session-state.ts";
import type { SessionSnapshot } from "./shell-snapshot.ts";
import type { TaskSlot } from "./task-slot.ts";
import type { TurnUndo } from "./turn-undo.ts";
import type { UserCommands } from "./user-commands.ts";

/** Everything that the ops and tasks of one thread work on. */
export interface Session {
  readonly options: SessionOptions;
  readonly services: SessionServices;
  /** The only part that changes. */
  readonly state: SessionState;
  readonly emitter: EventEmitter;
  readonly history: HistoryRecorder;
  readonly usage: UsageMeter;
  readonly approvals: PendingRequests<ReviewDecision>;
  /** Questions to the user, by turn. */
  readonly questions: PendingRequests<RequestUserInputResponse | undefined>;
  /** Calls of the client's own tools, by call. */
  readonly clientCalls: PendingRequests<DynamicToolCallResponse | undefined>;
  /** Questions of MCP servers, by `elicitationKey`. */
  readonly elicitations: PendingRequests<McpAnswer>;
  readonly pending: PendingQueue;
  readonly slot: TaskSlot;
  readonly userCommands: UserCommands;
  readonly model: ModelClient;
  readonly telemetry: Telemetry;
  readonly openChild: OpenChildThread;
  /** What this thread is doing, for the one that opened it. */
  readonly status: StatusWatch;
  readonly agents: AgentPool;
  readonly commands: CommandServices;
  /** Undefined where commands do without. */
  readonly snapshot: SessionSnapshot | undefined;
  /** Undefined where the user has not asked for undo. */
  readonly turnUndo: TurnUndo | undefined;
  /** Ends the news of changed skills. */
  readonly stopSkillNews: () => void;
  /** Undefined for an ephemeral thread. */
  readonly recorder: RolloutRecorder | undefined;
}
