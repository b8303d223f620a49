/** Ops that the protocol has and this version does not carry out. */
import type { OpType } from "@codex-ts/protocol";
import type { Session } from "../session.ts";

/** Says so by an error event, and changes nothing. */
export function notAvailable(session: Session, id: string, op: { readonly type: OpType }): void {
  const message = `\`${op.type}\` is not part of this version yet; nothing was done.`;
  session.emitter.emit(id, { type: "error", message, codex_error_info: "bad_request" });
}
