/** A loaded thread, as the server works with it. */
import type { Event, EventOf, Op, ThreadId, TurnId } from "@codex-ts/protocol";
import type { AsyncQueue } from "@codex-ts/std";
import type { SessionServices } from "../services.ts";
import type { StatusWatch } from "../session/agent-status.ts";
import { bootSession } from "../session/boot-session.ts";
import type { SessionOptions } from "../session/session-options.ts";
import { startSubmissionLoop } from "../session/submission-loop.ts";

/** The handle of a running session. */
export interface CodexThread {
  readonly id: ThreadId;
  /** The first event, also in `events`. */
  readonly configured: EventOf<"session_configured">;
  /** Everything that the session announces, in order; for one reader. Ends after shutdown. */
  readonly events: AsyncIterable<Event>;
  /** What it is doing. */
  readonly status: Pick<StatusWatch, "current" | "changed">;
  /** The turn in progress. */
  readonly activeTurn: TurnId | undefined;
  /** Hands in an op and gives its id. Throws when the thread is closed or overrun. */
  submit(op: Op): string;
  /** Shuts the session down, however far it is, and waits until everything has ended. */
  close(): Promise<void>;
}

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
      return session.slot.running?.turnId;
    },
    submit: (op) => loop.submit(op),
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
 * What a thread lets one that it opened use: the servers of tools and the network stay its own to follow, stop
 * and close, and so does undo, which its own turns cover.
 */
function lendServices(services: SessionServices): SessionServices {
  const { mcp, network } = services;
  const close = async () => undefined;
  return {
    ...services,
    mcp: mcp && { ...mcp, follow: () => undefined, cancelStartup: () => undefined, close },
    network: network && { ...network, close },
    undoPoints: undefined,
  };
}
