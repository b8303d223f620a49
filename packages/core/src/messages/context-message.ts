/** The tags and lead-ins by which our own messages are told from what a user wrote. */
import type { MessageItem, ResponseItem } from "@codex-ts/protocol";
import { prompts } from "../generated/prompts.ts";

/** Opens the message that carries AGENTS.md and skills; the working directory follows. */
export const USER_INSTRUCTIONS_LEAD = "# AGENTS.md instructions for ";

/** Wraps the note that a turn was interrupted; programs that read rollouts look for it. */
export const TURN_ABORTED_TAG = "turn_aborted";

/** Wraps a command that the user ran. */
export const USER_SHELL_TAG = "user_shell_command";

/** Wraps where the session runs. */
export const ENVIRONMENT_TAG = "environment_context";

/** Starts the note that a shell command was really a patch. */
export const PATCH_INTERCEPT_LEAD = "Warning: apply_patch was requested via ";

/** Compared as written, against the only part of a message. */
const EXACT_LEADS = [USER_INSTRUCTIONS_LEAD, "<user_instructions>", "<skill", PATCH_INTERCEPT_LEAD];

/** Compared without regard to case and leading blanks: older rollouts vary in both. */
const LOOSE_LEADS = [`<${ENVIRONMENT_TAG}>`, `<${TURN_ABORTED_TAG}>`, `<${USER_SHELL_TAG}>`];

/**
 * True for a user-role message that we wrote ourselves: instructions, a skill, the environment, an
 * interrupt note, a user's shell command, a warning, or the bare image that `view_image` adds.
 */
function isContextMessage(message: MessageItem): boolean {
  if (message.role !== "user") return false;
  if (message.content.length === 0) return true;
  if (message.content.every((part) => part.type === "input_image")) return true;
  const [only, ...rest] = message.content;
  if (rest.length > 0 || only === undefined || only.type === "input_image") return false;
  if (only.text.startsWith(prompts["notes/too-many-sessions"])) return true;
  if (EXACT_LEADS.some((lead) => only.text.startsWith(lead))) return true;
  const start = only.text.trimStart().slice(0, 40).toLowerCase();
  return LOOSE_LEADS.some((lead) => start.startsWith(lead));
}

/** True for a message that a person sent, which is where a turn (or a steered part of it) starts. */
export function isUserMessage(item: ResponseItem): item is MessageItem {
  return item.type === "message" && item.role === "user" && !isContextMessage(item);
}
