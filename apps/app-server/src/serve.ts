/** Serves one client from its first byte to its last. */
import { RpcError } from "@codex-ts/protocol/app-server";
import type { AppServerIo } from "./app-server-io.ts";
import { createClientSession } from "./client-session.ts";
import { createOutbox } from "./outbox.ts";
import { readLines } from "./read-lines.ts";

const MIB = 1024 * 1024;

/** The longest line that is read: some images in one turn fit, and what does not is a mistake. */
const LINE_LIMIT = 128 * MIB;

/** A client may be slow to read; the second bound is what a client that stands still can cost in memory. */
const OUTBOX_LIMITS = { pause: 16 * MIB, drop: 256 * MIB };

/** How serving ended. */
export type Served = "served" | "refused";

/**
 * Serves until the client closes its side and all its turns have ended, until it stops to read, or until the
 * interrupt; then all threads are closed. `refused`: the engine cannot be opened, which has been logged.
 */
export async function serve(io: AppServerIo): Promise<Served> {
  const opening = io.openServer();
  const outbox = createOutbox(io.output, OUTBOX_LIMITS, io.log);
  const stop = AbortSignal.any([io.interrupt, outbox.gone]);
  const server = await opening.catch((error: unknown) => {
    if (!(error instanceof RpcError)) throw error;
    io.log(error.message);
    return undefined;
  });
  if (!server) return "refused";
  const session = createClientSession(server, outbox, io.log, stop);
  try {
    for await (const line of readLines(io.readInput(stop), LINE_LIMIT)) {
      await session.take(line);
      await session.ready();
    }
    await session.finish(stop);
    // All has been said; that the threads are closed now is nobody's news.
    outbox.close();
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    await server.close();
  }
  return "served";
}
