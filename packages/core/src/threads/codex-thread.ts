/** Opens threads. */
import type { Event } from "@codex-ts/protocol";
import type { AsyncQueue } from "@codex-ts/std";
import type { CodexThread } from "../ports/codex-thread.ts";
import type { SessionServices } from "../services.ts";
import { bootSession } from "../session/boot-session.ts";
import { refuseOverride } from "../session/refuse-override.ts";
import type { SessionOptions } from "../session/session-options.ts";
import { steer } from "../session/steer.ts";
import { startSubmissionLoop } from "../session/submission-loop.ts";

/** Opens a session for a new or a stored thread. */
export function openThread(services: SessionServices, options: SessionOptions): CodexThread {
  const { session, events, configured } = bootSession(services, options, (child) =>
    openThread(lendServices(services), child),
  );
  const loop = startSubmissionLoop(session);
  const closing = closeWith(loop.done, events);
  return {
    id: options.threadId,
    configured,
    events,
    status: session.status,
    get activeTurn() {
      return session.slot.running?.turn.turnId;
    },
    get policies() {
      const { approvalPolicy, sandboxPolicy } = session.state.settings;
      return { approvalPolicy, sandboxPolicy };
    },
    refusalOf: (override) => refuseOverride(services, override),
    submit: (op) => loop.submit(op),
    steer: (turnId, input) => steer(session, turnId, input),
    flush: async () => void (await session.recorder?.flush()),
    async close() {
      if (!session.state.isClosed) loop.submit({ type: "shutdown" });
      await closing;
    },
  };
}

async function closeWith(done: Promise<void>, events: AsyncQueue<Event>): Promise<void> {
  await done;
  events.close();
}

/**
 * What a thread lets one that it opened use: the servers of tools and the network stay its own to follow, answer,
 * stop and close, and so does undo, which its own turns cover.
 */
function lendServices(services: SessionServices): SessionServices {
  const { mcp, network } = services;
  const nothing = () => undefined;
  const close = async () => undefined;
  return {
    ...services,
    mcp: { ...mcp, follow: nothing, tellSandbox: nothing, cancelStartup: nothing, close },
    network: network && { ...network, follow: nothing, close },
    undoPoints: undefined,
  };
}
