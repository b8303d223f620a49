/** Runs the user's own program after a turn, to ring a bell or send a message. */
import { spawn } from "node:child_process";
import type { ResponseItem } from "@codex-ts/protocol";
import { isUserMessage } from "../messages/context-message.ts";
import { messageText } from "../messages/text-message.ts";
import type { TurnContext } from "../ports/turn-context.ts";

/** Starts the program with one JSON argument added, detached and unheard; a program that fails is the user's to mend. */
export function notifyTurnComplete(
  argv: readonly string[],
  turn: TurnContext,
  history: readonly ResponseItem[],
  lastAgentMessage: string | undefined,
): void {
  const [program, ...args] = argv;
  if (program === undefined) return;
  const notice = {
    type: "agent-turn-complete",
    "thread-id": turn.threadId,
    "turn-id": turn.turnId,
    cwd: turn.cwd,
    "input-messages": history.filter(isUserMessage).map(messageText),
    "last-assistant-message": lastAgentMessage ?? null,
  };
  const child = spawn(program, [...args, JSON.stringify(notice)], { detached: true, stdio: "ignore" });
  child.on("error", () => undefined);
  child.unref();
}
