/** Takes ops in order, one at a time. */
import type { Op, Submission } from "@codex-ts/protocol";
import { createAsyncQueue, reasonOf } from "@codex-ts/std";
import { opTable } from "./ops/op-table.ts";
import type { Session } from "./session.ts";

/** How many submissions may wait (Codex 0.99.0). */
const QUEUE_LIMIT = 64;

/** The entrance of a session. */
export interface SubmissionLoop {
  /**
   * Hands in an op and gives its id, a decimal counter from 0; a turn is named by the id of the op that
   * started it. Throws when the session is closed or closing, or when too many submissions wait; `shutdown` always fits.
   */
  submit(op: Op): string;
  /** Settles when `shutdown` has been handled. */
  readonly done: Promise<void>;
}

/** Starts the loop of a session. */
export function startSubmissionLoop(session: Session): SubmissionLoop {
  const queue = createAsyncQueue<Submission>();
  let nextId = 0;

  const run = async () => {
    for await (const { id, op } of queue) {
      try {
        await handle(session, id, op);
      } catch (error) {
        const message = reasonOf(error);
        session.emitter.emit(id, { type: "error", message, codex_error_info: "other" });
      }
      if (op.type === "shutdown") return;
    }
  };

  return {
    submit(op) {
      if (session.state.isClosed) throw new Error("the thread is closed");
      if (queue.size >= QUEUE_LIMIT && op.type !== "shutdown")
        throw new Error(`${QUEUE_LIMIT} requests wait already; try again`);
      // What would come behind it in the queue is never handled.
      if (op.type === "shutdown") session.state.isClosed = true;
      // In 0.99.0 new settings are a submission of their own before the input, and clients see ids counted so.
      if (op.type === "user_input_with_turn_context") nextId += 1;
      const id = String(nextId);
      nextId += 1;
      queue.push({ id, op });
      return id;
    },
    done: run(),
  };
}

function handle(session: Session, id: string, op: Op): Promise<void> | void {
  const handler = opTable[op.type] as (session: Session, id: string, op: Op) => Promise<void> | void;
  return handler(session, id, op);
}
