/** Naming a thread. */
import type { OpOf } from "@codex-ts/protocol";
import { appendThreadName, normalizeThreadName } from "@codex-ts/state";
import type { Session } from "../session.ts";

/** Writes the name down and announces it; a blank name, and a thread that is not kept, are refused with an error. */
export async function setName(session: Session, id: string, op: OpOf<"set_thread_name">): Promise<void> {
  const { options, services } = session;
  const name = normalizeThreadName(op.name);
  if (name === undefined || options.isEphemeral) {
    const message =
      name === undefined ? "thread name must not be empty" : "a thread that is not kept has no name";
    session.emitter.emit(id, { type: "error", message, codex_error_info: "bad_request" });
    return;
  }
  const { threadId, home } = options;
  await appendThreadName({ home, threadId, name, now: services.clock.now() });
  session.emitter.emit(id, { type: "thread_name_updated", thread_id: threadId, thread_name: name });
}
