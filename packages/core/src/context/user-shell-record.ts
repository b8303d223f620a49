/** How a command that the user ran is told to the model. */
import type { MessageItem } from "@codex-ts/protocol";
import { USER_SHELL_TAG } from "../messages/context-message.ts";
import { userText } from "../messages/text-message.ts";

/** What came of a command of the user's. */
export interface UserShellResult {
  readonly command: string;
  /** -1 for a command that was cancelled. */
  readonly exitCode: number;
  readonly durationSeconds: number;
  /** Cut to the model's policy. */
  readonly output: string;
}

/** The user message with a command and its result. */
export function userShellMessage(result: UserShellResult): MessageItem {
  return userText(
    [
      `<${USER_SHELL_TAG}>`,
      "<command>",
      result.command,
      "</command>",
      "<result>",
      `Exit code: ${result.exitCode}`,
      `Duration: ${result.durationSeconds.toFixed(4)} seconds`,
      "Output:",
      result.output,
      "</result>",
      `</${USER_SHELL_TAG}>`,
    ].join("\n"),
  );
}
