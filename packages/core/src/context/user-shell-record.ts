/** How a command that the user ran is told to the model. */
import type { MessageItem, TruncationPolicy } from "@codex-ts/protocol";
import { formatTruncated } from "../history/truncate-output.ts";
import { USER_SHELL_TAG, userText } from "./markers.ts";

export interface UserShellResult {
  readonly command: string;
  /** -1 for a command that was cancelled. */
  readonly exitCode: number;
  readonly durationSeconds: number;
  readonly output: string;
}

/** The user message with a command and its result, the output cut to the model's policy. */
export function userShellMessage(result: UserShellResult, truncation: TruncationPolicy): MessageItem {
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
      formatTruncated(result.output, truncation),
      "</result>",
      `</${USER_SHELL_TAG}>`,
    ].join("\n"),
  );
}
