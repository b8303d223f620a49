/** Answers to the client's requests. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { reasonOf } from "@codex-ts/std";
import type { WireId, WireMessage } from "./wire-message.ts";

/** How a connection answers. */
export interface Answers {
  give(id: WireId, result: unknown): void;
  /** Answers with what went wrong; a failure that nobody expected is logged with its place. */
  refuse(id: WireId, error: unknown, method: string): void;
}

/** Makes it for a connection. */
export function createAnswers(send: (message: WireMessage) => void, log: (line: string) => void): Answers {
  return {
    give: (id, result) => send({ id, result }),
    refuse(id, error, method) {
      if (error instanceof RpcError) {
        const { code, message, data } = error;
        return send({ error: { code, message, ...(data === undefined ? {} : { data }) }, id });
      }
      log(`${method} failed: ${error instanceof Error ? error.stack : String(error)}`);
      const reason = reasonOf(error);
      send({ error: { code: RPC_ERROR.internal, message: `${method} failed: ${reason}` }, id });
    },
  };
}
