/** The turns of a stored thread: what of them lasts, in the form in which clients saw it. */
import type { EventMsg, EventOf, RolloutItem } from "@codex-ts/protocol";
import { fromCoreUserInput, type ThreadItem, type Turn } from "@codex-ts/protocol/app-server";

/** An item without the id, which it gets when all turns are known. */
type Unnamed = ThreadItem extends infer Item ? (Item extends ThreadItem ? Omit<Item, "id"> : never) : never;

interface OpenTurn {
  status: Turn["status"];
  readonly items: Unnamed[];
}

/**
 * Rebuilds the turns from a rollout: what users and the model said, its reasoning and its plans. Commands, patches
 * and other work are not kept (Codex 0.99.0). Ids are `turn-<n>` and `item-<n>`, counted through the thread; turns
 * that were rolled back are left out before.
 */
export function rebuildTurns(rollout: readonly RolloutItem[]): Turn[] {
  let turns: OpenTurn[] = [];
  for (const entry of rollout) {
    if (entry.type !== "event_msg") continue;
    const { payload } = entry;
    if (payload.type === "thread_rolled_back")
      turns = turns.slice(0, Math.max(0, turns.length - payload.num_turns));
    else addEvent(turns, payload);
  }
  let count = 0;
  return turns.map(({ status, items }, index) => ({
    id: `turn-${index + 1}`,
    items: items.map((item) => {
      count += 1;
      return { ...item, id: `item-${count}` } as ThreadItem;
    }),
    status,
    error: null,
  }));
}

function addEvent(turns: OpenTurn[], msg: EventMsg): void {
  switch (msg.type) {
    case "user_message":
      turns.push({ status: "completed", items: [toUserMessage(msg)] });
      return;
    case "agent_message":
      if (msg.message !== "") lastTurn(turns).items.push({ type: "agentMessage", text: msg.message });
      return;
    case "agent_reasoning":
      addReasoning(turns, "summary", msg.text);
      return;
    case "agent_reasoning_raw_content":
      addReasoning(turns, "content", msg.text);
      return;
    case "item_completed":
      if (msg.item.type === "Plan") lastTurn(turns).items.push({ type: "plan", text: msg.item.text });
      return;
    case "turn_aborted": {
      const turn = turns.at(-1);
      if (turn) turn.status = "interrupted";
      return;
    }
    default:
      return;
  }
}

/** The turn that is being told; what the model said before any user is a turn of its own. */
function lastTurn(turns: OpenTurn[]): OpenTurn {
  const last = turns.at(-1);
  if (last) return last;
  const first: OpenTurn = { status: "completed", items: [] };
  turns.push(first);
  return first;
}

function toUserMessage(msg: EventOf<"user_message">): Unnamed {
  const text = { type: "text" as const, text: msg.message, text_elements: msg.text_elements ?? [] };
  const images = (msg.images ?? []).map((image_url) => ({ type: "image" as const, image_url }));
  const local = (msg.local_images ?? []).map((path) => ({ type: "local_image" as const, path }));
  const words = msg.message.trim() === "" ? [] : [text];
  return { type: "userMessage", content: [...words, ...images, ...local].map(fromCoreUserInput) };
}

/** Reasoning is stored part by part; parts in a row were one item. */
function addReasoning(turns: OpenTurn[], part: "summary" | "content", text: string): void {
  if (text === "") return;
  const { items } = lastTurn(turns);
  const last = items.at(-1);
  if (last?.type === "reasoning") {
    items[items.length - 1] = { ...last, [part]: [...(last[part] ?? []), text] };
  } else items.push({ type: "reasoning", summary: [], content: [], [part]: [text] });
}
