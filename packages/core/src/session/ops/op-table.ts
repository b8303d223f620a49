/** Which function handles which op. */
import type { OpOf, OpType } from "@codex-ts/protocol";
import type { Session } from "../session.ts";
import { answerApproval } from "./approvals.ts";
import { compact } from "./compact.ts";
import { cleanBackgroundTerminals, interrupt } from "./interrupt.ts";
import { overrideSettings } from "./override-settings.ts";
import { shutdown } from "./shutdown.ts";
import { userInput } from "./user-input.ts";

/** Handles one kind of op. Work that takes long is started, not awaited. */
export type OpHandler<Type extends OpType> = (
  session: Session,
  id: string,
  op: OpOf<Type>,
) => Promise<void> | void;

export const opTable: { readonly [Type in OpType]: OpHandler<Type> } = {
  interrupt,
  clean_background_terminals: cleanBackgroundTerminals,
  user_input: userInput,
  override_turn_context: overrideSettings,
  exec_approval: answerApproval,
  patch_approval: answerApproval,
  compact,
  shutdown,
};
