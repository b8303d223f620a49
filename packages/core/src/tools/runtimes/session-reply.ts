/** What the model is told of a session's process after one look at it. */
import type { Collected, ManagedProcess } from "@codex-ts/exec-sandbox";
import { channelOf, endOfProcess, exitCodeOf } from "../command-end.ts";
import { sessionText } from "../exec-output.ts";

/** The text for what was collected; `random` gives numbers from 0 to below 1. */
export function sessionReply(
  child: Pick<ManagedProcess, "id" | "tty">,
  { output, end, wallMs }: Pick<Collected, "output" | "end" | "wallMs">,
  maxOutputTokens: number,
  random: () => number,
): string {
  return sessionText({
    chunkId: newChunkId(random),
    wallMs,
    exitCode: end && exitCodeOf(endOfProcess(end), channelOf(child)),
    sessionId: end ? undefined : child.id,
    output,
    maxOutputTokens,
  });
}

/** Names one piece of output for the model: six hex digits, only meant to be told apart. */
function newChunkId(random: () => number): string {
  return Math.floor(random() * 0x1000000)
    .toString(16)
    .padStart(6, "0");
}
