/** One turn: from the user's input to the model's last answer. */
import { ModelError } from "@codex-ts/model-client";
import type { ResponseItem, UserInput } from "@codex-ts/protocol";
import { replaceRejectedImages } from "../history/strip-images.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { announceDiff } from "../tools/events/diff-events.ts";
import type { SampleResult } from "./consume-stream.ts";
import { recordPendingInput, recordUserInput } from "./record-input.ts";
import { sample } from "./sample.ts";
import type { SamplePorts, TurnPorts } from "./turn-ports.ts";

/** What a turn is started with. */
export interface TurnInput {
  readonly input: readonly UserInput[];
  /** Skill bodies and other messages that belong right behind the user's. */
  readonly attachments: readonly ResponseItem[];
}

/**
 * Runs the loop of requests and tools until the model has nothing more to do, and gives its last message.
 * Rejects with what the model client reports, or with the signal's reason.
 */
export async function runTurn(
  ports: TurnPorts,
  turn: TurnContext,
  { input, attachments }: TurnInput,
  signal: AbortSignal,
): Promise<string | undefined> {
  let isReasoningIncluded = false;
  await ports.compactor.ensureRoom("before-input", isReasoningIncluded, signal);
  await recordUserInput(ports, turn, input, signal);
  if (attachments.length > 0) ports.history.record(attachments);
  const equipped = { ...ports, tools: await ports.openTools(signal) };
  for (;;) {
    await recordPendingInput(ports, turn, signal);
    const result = await sampleOrRepair(equipped, turn, signal);
    isReasoningIncluded ||= result.isReasoningIncluded;
    await announceDiff(ports.events, ports.toolPorts.diff);
    signal.throwIfAborted();
    if (!result.hasToolCalls && ports.pending.isEmpty) {
      return result.lastAgentMessage;
    }
    await ports.compactor.ensureRoom("mid-turn", isReasoningIncluded, signal);
  }
}

/** Samples; when the server refuses an image that a tool produced, goes on without that image. */
async function sampleOrRepair(
  ports: SamplePorts,
  turn: TurnContext,
  signal: AbortSignal,
): Promise<SampleResult> {
  try {
    return await sample(ports, turn, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ModelError) || error.kind !== "invalid-image") throw error;
    const repaired = replaceRejectedImages(ports.history.items());
    if (!repaired) throw error;
    ports.replaceHistory(repaired);
    return sampleOrRepair(ports, turn, signal);
  }
}
