/** The bundle of ports that a tool is handed; there is no way from here to the session. */
import type { McpServers } from "@codex-ts/mcp";
import type { Telemetry } from "@codex-ts/telemetry";
import type { AgentPool } from "../ports/agents.ts";
import type { ApprovalBroker } from "../ports/approval-broker.ts";
import type { ClientRequests } from "../ports/client-requests.ts";
import type { DiffTracker } from "../ports/diff-tracker.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { HistoryLog } from "../ports/history-log.ts";
import type { PendingInput } from "../ports/pending-input.ts";
import type { CommandServices } from "./command-services.ts";

/** What tools of one turn work with. */
export interface ToolPorts {
  readonly events: EventSink;
  readonly approvals: ApprovalBroker;
  readonly history: HistoryLog;
  readonly pending: PendingInput;
  readonly diff: DiffTracker;
  readonly commands: CommandServices;
  readonly telemetry: Telemetry;
  /** To be awaited by what may change files: they are still being kept for undo. Rejects only on abort. */
  readonly untilKept: (signal: AbortSignal) => Promise<void>;
  /** The MCP servers of this turn. */
  readonly mcp: McpServers;
  /** Tools of MCP servers that the model found by searching, by their full names; searching adds to them. */
  readonly foundTools: Set<string>;
  readonly agents: AgentPool;
  readonly client: ClientRequests;
}
