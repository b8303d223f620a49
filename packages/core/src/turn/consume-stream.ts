/** Reads one model response: announces its items, starts its tools, and waits for them. */
import type { ResponseEvent, ResponseItem } from "@codex-ts/protocol";
import { assistantText } from "../messages/text-message.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { createItemAssembler, type ItemAssembler } from "../stream/item-assembler.ts";
import { splitPlan } from "../stream/plan-segments.ts";
import { refuseNameless, toOutputItem, toToolCall } from "../tools/router.ts";
import { createToolScheduler } from "../tools/scheduler.ts";
import { toldCall } from "../tools/told-call.ts";
import { type CallInFlight, drainTools } from "./drain-tools.ts";
import type { SamplePorts } from "./turn-ports.ts";

/** What a response came to. */
export interface SampleResult {
  /** True when the model waits for tool outputs. */
  readonly hasToolCalls: boolean;
  /** The text of the last assistant message, when there was one. */
  readonly lastAgentMessage: string | undefined;
  /** The server counts earlier reasoning in its usage. */
  readonly isReasoningIncluded: boolean;
}

/**
 * Follows a stream to its end. When it breaks, the tools that still run are stopped, the outputs of finished
 * ones are recorded (what they did is not forgotten) and the stream's error is thrown.
 */
export async function consumeStream(
  ports: SamplePorts,
  turn: TurnContext,
  stream: AsyncIterable<ResponseEvent>,
  signal: AbortSignal,
): Promise<SampleResult> {
  const isPlanMode = turn.collaborationMode.mode === "plan";
  const assembler = createItemAssembler({
    threadId: turn.threadId,
    turnId: turn.turnId,
    newId: ports.newItemId,
    isPlanMode,
  });
  const attempt = new AbortController();
  const toolSignal = AbortSignal.any([signal, attempt.signal]);
  const scheduler = createToolScheduler();
  const calls: CallInFlight[] = [];
  const answered = new Set<CallInFlight>();
  let lastAgentMessage: string | undefined;
  let isReasoningIncluded = false;
  let hasRefused = false;

  const onCompletedItem = (item: ResponseItem) => {
    const call = toToolCall(item);
    const refusal = call && refuseNameless(call);
    if (refusal) {
      ports.history.record([item, toOutputItem(call, refusal)]);
      hasRefused = true;
      return;
    }
    if (call) {
      ports.history.record([item]);
      const run = () =>
        toldCall(ports.toolPorts, turn, call, () => ports.tools.run(ports.toolPorts, call, toolSignal));
      const inFlight = { call, output: scheduler.run(ports.tools.isParallel(call), run) };
      calls.push(inFlight);
      void inFlight.output.then(() => answered.add(inFlight));
      return;
    }
    announce(ports, assembler, { type: "item-completed", item });
    ports.history.record([item]);
    lastAgentMessage = shownText(item, isPlanMode) ?? lastAgentMessage;
  };

  try {
    for await (const event of stream) {
      switch (event.type) {
        case "rate-limits":
          ports.usage.setRateLimits(ports.events, event.snapshot);
          break;
        case "models-etag":
          ports.noteModelsEtag(event.etag);
          break;
        case "reasoning-included":
          isReasoningIncluded = true;
          break;
        case "item-completed":
          onCompletedItem(event.item);
          break;
        case "completed":
          ports.usage.addResponse(ports.events, event.usage, turn.model.contextWindow);
          break;
        default:
          announce(ports, assembler, event);
      }
    }
  } catch (error) {
    // Nobody stopped what a broken stream cuts off, so it gets no output that says so.
    const kept = signal.aborted ? calls : calls.filter((call) => answered.has(call));
    attempt.abort(error);
    await Promise.all(calls.map(({ output }) => output));
    await drainTools(ports.history, kept);
    throw error;
  }
  await drainTools(ports.history, calls);
  return { hasToolCalls: hasRefused || calls.length > 0, lastAgentMessage, isReasoningIncluded };
}

/** What the user reads of an assistant message: a proposed plan is an item of its own. */
function shownText(item: ResponseItem, isPlanMode: boolean): string | undefined {
  const text = assistantText(item);
  const shown = isPlanMode && text !== undefined ? splitPlan(text).prose : text;
  return shown?.trim() === "" ? undefined : shown;
}

function announce(ports: SamplePorts, assembler: ItemAssembler, event: ResponseEvent): void {
  for (const msg of assembler.accept(event)) ports.events.emit(msg);
}
