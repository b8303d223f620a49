/** Runs the user's own program after a turn, to ring a bell or send a message. */
import { spawn } from "node:child_process";
import type { ResponseItem } from "@codex-ts/protocol";
import { isUserMessage } from "../messages/context-message.ts";
import { messageText } from "../messages/text-message.ts";
import { utf8Length } from "../messages/utf8.ts";
import type { TurnContext } from "../ports/turn-context.ts";

/** Linux takes no longer argument than 128 KiB, its final zero included. */
const MAX_ARGUMENT_BYTES = 128 * 1024 - 1;

/**
 * Starts the program with one JSON argument added, detached and unheard; a program that fails is the user's to
 * mend. The oldest of the user's messages are left out where the argument would get too long.
 */
export function notifyTurnComplete(
  argv: readonly string[],
  turn: TurnContext,
  history: readonly ResponseItem[],
  lastAgentMessage: string | undefined,
): void {
  const [program, ...args] = argv;
  if (program === undefined) return;
  const notice = formatNotice(turn, history.filter(isUserMessage).map(messageText), lastAgentMessage ?? null);
  try {
    const child = spawn(program, [...args, notice], { detached: true, stdio: "ignore" });
    child.on("error", () => undefined);
    child.unref();
  } catch {
    // Some failures (too long an argument, a zero byte in it) are thrown instead of told; they count the same.
  }
}

function formatNotice(turn: TurnContext, inputs: readonly string[], lastAgentMessage: string | null): string {
  const format = (inputMessages: readonly string[]) =>
    JSON.stringify({
      type: "agent-turn-complete",
      "thread-id": turn.threadId,
      "turn-id": turn.turnId,
      cwd: turn.cwd,
      "input-messages": inputMessages,
      "last-assistant-message": lastAgentMessage,
    });
  let kept = inputs;
  let text = format(kept);
  while (kept.length > 0 && utf8Length(text) > MAX_ARGUMENT_BYTES) {
    // A long thread has many messages: half of the rest each time, so that this takes a few steps only.
    kept = kept.slice(Math.ceil(kept.length / 2));
    text = format(kept);
  }
  return text;
}
