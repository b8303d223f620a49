/** Records what the user said, for the model and for the user's own view. */
import type { MessageItem, UserInput } from "@codex-ts/protocol";
import type { TurnContext } from "../ports/turn-context.ts";
import type { InputPorts } from "./turn-ports.ts";
import { buildUserMessage } from "./user-message.ts";

/** Records one user message with its item events; afterwards the thread exists on disk. */
export async function recordUserInput(
  ports: InputPorts,
  turn: TurnContext,
  input: readonly UserInput[],
  signal: AbortSignal,
): Promise<void> {
  recordMessage(ports, turn, await buildUserMessage(input, turn.cwd, signal), input);
  await ports.persist();
}

/** Records everything that waited: steered messages like any other, images that a tool shows as their own. */
export async function recordPendingInput(
  ports: InputPorts,
  turn: TurnContext,
  signal: AbortSignal,
): Promise<void> {
  for (const entry of ports.pending.drain()) {
    if (entry.kind === "user") await recordUserInput(ports, turn, entry.input, signal);
    else if (entry.kind === "item" && entry.item.type === "message")
      recordMessage(ports, turn, entry.item, toUserInput(entry.item));
    else ports.history.record([entry.item]);
  }
}

function recordMessage(
  ports: InputPorts,
  turn: TurnContext,
  message: MessageItem,
  content: readonly UserInput[],
): void {
  ports.history.record([message]);
  const item = { type: "UserMessage" as const, id: ports.newItemId(), content: [...content] };
  const place = { thread_id: turn.threadId, turn_id: turn.turnId, item };
  ports.events.emit({ type: "item_started", ...place });
  ports.events.emit({ type: "item_completed", ...place });
}

/** What a message shows, as a user would have given it. */
function toUserInput(message: MessageItem): UserInput[] {
  return message.content.map((part) =>
    part.type === "input_image"
      ? { type: "image", image_url: part.image_url }
      : { type: "text", text: part.text, text_elements: [] },
  );
}
