/** Notes that we put into a thread on our own account. */
import type { MessageItem } from "@codex-ts/protocol";
import { prompts } from "../generated/prompts.ts";
import { PATCH_INTERCEPT_LEAD, TURN_ABORTED_TAG } from "./context-message.ts";
import { userText } from "./text-message.ts";

/** The message of an interrupted turn, as history and rollout keep it. */
export function turnAbortedMessage(): MessageItem {
  return userText(`<${TURN_ABORTED_TAG}>\n${prompts["notes/turn-aborted"]}\n</${TURN_ABORTED_TAG}>`);
}

/** What the model is told when it wrote a patch as a command; `tool` is the tool that it called. */
export function patchInterceptMessage(tool: string): MessageItem {
  return userText(`${PATCH_INTERCEPT_LEAD}${tool}. Use the apply_patch tool instead of exec_command.`);
}
