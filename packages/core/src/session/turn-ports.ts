/** Joins a session's parts into the ports of one turn. */
import type { McpServers } from "@codex-ts/mcp";
import { uuidV4 } from "@codex-ts/std";
import type { TurnContext } from "../ports/turn-context.ts";
import { builtinTools } from "../tools/builtin/catalogue.ts";
import { dynamicTool } from "../tools/builtin/dynamic-tool.ts";
import { mcpCallTool } from "../tools/builtin/mcp-call.ts";
import type { Tool } from "../tools/tool.ts";
import { createToolSet } from "../tools/tool-set.ts";
import { createDiffTracker } from "../tools/turn-diff.ts";
import type { InputPorts, TurnPorts } from "../turn/turn-ports.ts";
import { createApprovalBroker } from "./approval-broker.ts";
import { createClientRequests } from "./client-requests.ts";
import { ensureRoom } from "./ensure-room.ts";
import type { Session } from "./session.ts";
import { toTurnContextItem } from "./turn-context-item.ts";
import { startTurnMetadata } from "./turn-metadata.ts";

/** The part that takes in what the user says; `signal` limits only how long git is asked. */
export function createInputPorts(session: Session, turn: TurnContext, signal: AbortSignal): InputPorts {
  const { services, recorder } = session;
  return {
    events: session.emitter.forSubmission(turn.turnId),
    history: session.history.forSubmission(turn.turnId),
    pending: session.pending,
    persist: async () => {
      await recorder?.persist(signal);
    },
    newItemId: () => uuidV4(services.ids),
  };
}

/** Builds the ports; background reading that they start ends with the signal. */
export function createTurnPorts(
  session: Session,
  turn: TurnContext,
  mcp: McpServers,
  signal: AbortSignal,
): TurnPorts {
  const { options, services, history, usage, model, recorder } = session;
  const { foundTools } = session.state;
  const input = createInputPorts(session, turn, signal);
  const { events, pending, history: log } = input;
  const turnMetadata = startTurnMetadata(services, turn, signal);
  return {
    ...input,
    usage,
    model: model.startTurn(),
    streamMaxRetries: model.provider.streamMaxRetries,
    baseInstructions: session.state.baseInstructions,
    openTools: async (opening) => {
      const called = (await mcp.tools(opening)).map(mcpCallTool);
      const tools = [...builtinTools, ...called, ...options.dynamicTools.map(dynamicTool)];
      const hidden = new Set(turn.tools.toolSearch ? called : []);
      const isShown = (tool: Tool) => !hidden.has(tool) || foundTools.has(tool.name);
      return createToolSet(tools, turn, services.clock, isShown);
    },
    toolPorts: {
      events,
      history: log,
      pending,
      approvals: createApprovalBroker(session, turn.turnId, events),
      diff: createDiffTracker(turn.cwd),
      commands: session.commands,
      telemetry: session.telemetry.forModel(turn.model.info.slug),
      untilKept: async (waiting) => session.turnUndo?.settled(waiting),
      mcp,
      foundTools,
      agents: session.agents,
      client: createClientRequests(session, turn.turnId, events),
    },
    compactor: {
      ensureRoom: (when, isReasoningIncluded, compacting) =>
        ensureRoom(session, turn, { when, isReasoningIncluded, turnMetadata }, compacting),
    },
    turnMetadata,
    recordTurnContext: () => recorder?.record([{ type: "turn_context", payload: toTurnContextItem(turn) }]),
    replaceHistory: (items) => history.replace(items),
    noteModelsEtag: (etag) => services.noteModelsEtag(etag),
    clock: services.clock,
    random: services.random,
  };
}
