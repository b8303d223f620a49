/** Records what the user said, for the model and for the user's own view. */
import type { ResponseItem, UserInput } from "@codex-ts/protocol";
import type { TurnContext } from "../ports/turn-context.ts";
import type { TurnPorts } from "./turn-ports.ts";
import { buildUserMessage } from "./user-message.ts";

/** Records one user message with its item events; afterwards the thread exists on disk. */
export async function recordUserInput(
  ports: TurnPorts,
  turn: TurnContext,
  input: readonly UserInput[],
  signal: AbortSignal,
): Promise<void> {
  const message = await buildUserMessage(input, turn.cwd, signal);
  ports.history.record([message]);
  const item = { type: "UserMessage" as const, id: ports.newItemId(), content: [...input] };
  const place = { thread_id: turn.threadId, turn_id: turn.turnId, item };
  ports.events.emit({ type: "item_started", ...place });
  ports.events.emit({ type: "item_completed", ...place });
  await ports.persist();
}

/** Records everything that waited: steered messages like any other, items of tools as they are. */
export async function recordPendingInput(
  ports: TurnPorts,
  turn: TurnContext,
  signal: AbortSignal,
): Promise<void> {
  for (const entry of ports.pending.drain()) {
    if (entry.kind === "user") await recordUserInput(ports, turn, entry.input, signal);
    else ports.history.record([entry.item satisfies ResponseItem]);
  }
}
