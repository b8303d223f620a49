/** Ops whose outcome is an event. */
import type { EventOf, EventType, Op } from "@codex-ts/protocol";
import { untilAborted } from "@codex-ts/std";
import { type LoadedThread, submitOp } from "./loaded-thread.ts";

/** Hands in an op and gives the first event of the named kinds that answers it. Rejects with the signal's reason. */
export async function submitAndWait<Type extends EventType>(
  loaded: LoadedThread,
  op: Op,
  outcomes: readonly Type[],
  signal: AbortSignal,
): Promise<EventOf<Type>> {
  const { promise, resolve } = Promise.withResolvers<EventOf<Type>>();
  const id = submitOp(loaded, op);
  const watch: Parameters<typeof loaded.watchers.add>[0] = (event) => {
    if (event.id === id && (outcomes as readonly string[]).includes(event.msg.type)) {
      resolve(event.msg as EventOf<Type>);
    }
  };
  loaded.watchers.add(watch);
  try {
    return await untilAborted(promise, signal);
  } finally {
    loaded.watchers.delete(watch);
  }
}
