/** Joins a session's parts into the ports of one turn. */
import { uuidV4 } from "@codex-ts/std";
import type { TurnContext } from "../ports/turn-context.ts";
import { builtinTools } from "../tools/builtin/catalogue.ts";
import { createToolSet } from "../tools/tool-set.ts";
import { createDiffTracker } from "../tools/turn-diff.ts";
import type { TurnPorts } from "../turn/turn-ports.ts";
import { createApprovalBroker } from "./approval-broker.ts";
import { compactSession } from "./compact-session.ts";
import type { Session } from "./session.ts";
import { toTurnContextItem } from "./turn-context-item.ts";
import { sandboxTag, startTurnMetadata } from "./turn-metadata.ts";

/** Builds the ports; background reading that they start ends with the signal. */
export function createTurnPorts(session: Session, turn: TurnContext, signal: AbortSignal): TurnPorts {
  const { services, history, usage, emitter, pending, model, recorder } = session;
  const events = emitter.forSubmission(turn.turnId);
  const log = history.forSubmission(turn.turnId);
  const tag = sandboxTag(turn.policy.sandbox, services.platform);
  const turnMetadata = startTurnMetadata(
    (reading) => services.readTurnMetadata(turn.cwd, tag, reading),
    signal,
  );
  return {
    events,
    history: log,
    usage,
    pending,
    model: model.startTurn(),
    streamMaxRetries: model.provider.streamMaxRetries,
    baseInstructions: session.state.baseInstructions,
    tools: createToolSet(builtinTools, turn, services.clock),
    toolPorts: {
      events,
      history: log,
      pending,
      approvals: createApprovalBroker(session, turn.turnId, events),
      diff: createDiffTracker(turn.cwd),
      commands: session.commands,
    },
    compactor: { compact: (compacting) => compactSession(session, turn, turnMetadata, compacting) },
    turnMetadata,
    recordTurnContext: () => recorder?.record([{ type: "turn_context", payload: toTurnContextItem(turn) }]),
    persist: async () => {
      await recorder?.persist(signal);
    },
    replaceHistory: (items) => history.replace(items),
    newItemId: () => uuidV4(services.ids),
    clock: services.clock,
    random: services.random,
  };
}
