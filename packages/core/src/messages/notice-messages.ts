/** Notes that we put into a thread on our own account. */
import type { MessageItem } from "@codex-ts/protocol";
import { prompts } from "../generated/prompts.ts";
import { PATCH_INTERCEPT_LEAD, TURN_ABORTED_TAG } from "./context-message.ts";
import { developerText, userText } from "./text-message.ts";

/** The message of an interrupted turn, as history and rollout keep it. */
export function turnAbortedMessage(): MessageItem {
  return userText(`<${TURN_ABORTED_TAG}>\n${prompts["notes/turn-aborted"]}\n</${TURN_ABORTED_TAG}>`);
}

/** What the model is told when it wrote a patch as a command; `tool` is the tool that it called. */
export function patchInterceptMessage(tool: string): MessageItem {
  return userText(`${PATCH_INTERCEPT_LEAD}${tool}. Use the apply_patch tool instead of exec_command.`);
}

/** One prefix as the model writes it: `["git", "pull"]`. */
export function formatPrefix(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}

/** What the model is told after the user approved a prefix for good. */
export function savedPrefixMessage(words: readonly string[]): MessageItem {
  return developerText(`${prompts["permissions/prefix-saved"]}\n- ${formatPrefix(words)}`);
}
