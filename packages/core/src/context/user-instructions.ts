/** Wraps what users wrote for the model in files: AGENTS.md and skills. */
import type { MessageItem } from "@codex-ts/protocol";
import { USER_INSTRUCTIONS_LEAD } from "../messages/context-message.ts";
import { userText } from "../messages/text-message.ts";

/** The user message that carries the instructions for a directory. */
export function userInstructionsMessage(cwd: string, text: string): MessageItem {
  return userText(`${USER_INSTRUCTIONS_LEAD}${cwd}\n\n<INSTRUCTIONS>\n${text}\n</INSTRUCTIONS>`);
}

/** A skill that a turn uses. */
export interface SkillBody {
  readonly name: string;
  /** The path of its SKILL.md. */
  readonly path: string;
  /** The whole file, front matter included. */
  readonly contents: string;
}

/** The user message that carries a skill. */
export function skillMessage({ name, path, contents }: SkillBody): MessageItem {
  return userText(`<skill>\n<name>${name}</name>\n<path>${path}</path>\n${contents}\n</skill>`);
}
