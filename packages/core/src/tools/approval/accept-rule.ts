/** Keeps a rule that the user accepted with an approval. */
import { reasonOf } from "@codex-ts/std";
import { savedPrefixMessage } from "../../messages/notice-messages.ts";
import type { ToolPorts } from "../tool-ports.ts";

/**
 * Saves an allow rule and tells the model of it. When it cannot be saved the client is warned; the approval
 * that came with it holds all the same.
 */
export async function acceptRule(ports: ToolPorts, prefix: readonly string[]): Promise<void> {
  try {
    await ports.commands.rules.allow(prefix);
  } catch (error) {
    const reason = reasonOf(error);
    ports.events.emit({ type: "warning", message: `The rule could not be saved: ${reason}` });
    return;
  }
  ports.history.record([savedPrefixMessage(prefix)]);
}
