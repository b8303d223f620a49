/** Follows the items of one response: started, growing, completed. */
import type { EventMsg, ResponseEvent, ResponseItem, TurnItem } from "@codex-ts/protocol";
import { createPlanMessages, type PlanMessages } from "./plan-messages.ts";
import { type ItemPlace, isReasoningEvent, reasoningEventMsg } from "./reasoning.ts";
import { type NewItemId, toTurnItem } from "./turn-item.ts";

/** What the events of one response have in common. */
export interface ItemAssemblerOptions {
  readonly threadId: string;
  readonly turnId: string;
  readonly newId: NewItemId;
  /** In plan mode, proposed plans leave the assistant's text and become items of their own. */
  readonly isPlanMode: boolean;
}

/** Turns the steps of one response into item events; make a new one for every request. */
export interface ItemAssembler {
  /**
   * The events that a step causes, without their older twins. A step that fits no open item causes none:
   * a delta before its item is a fault of the server that must not end the turn.
   */
  accept(event: ResponseEvent): EventMsg[];
}

/** Makes an assembler. At most one item is open at a time, as deltas do not name theirs. */
export function createItemAssembler(options: ItemAssemblerOptions): ItemAssembler {
  const { threadId, turnId, newId } = options;
  const place = (id: string): ItemPlace => ({ thread_id: threadId, turn_id: turnId, item_id: id });
  const told = (type: "item_started" | "item_completed", item: TurnItem): EventMsg => ({
    type,
    thread_id: threadId,
    turn_id: turnId,
    item,
  });
  const plans: PlanMessages | undefined = options.isPlanMode
    ? createPlanMessages(threadId, turnId)
    : undefined;
  let open: TurnItem | undefined;

  function start(item: ResponseItem): EventMsg[] {
    const shown = toTurnItem(item, newId);
    if (!shown) return [];
    open = shown;
    if (plans && shown.type === "AgentMessage") return plans.start(shown);
    return [told("item_started", shown)];
  }

  function complete(item: ResponseItem): EventMsg[] {
    const before = open;
    open = undefined;
    // An item without an id keeps the one that it was started with.
    const shown = toTurnItem(item, () => before?.id ?? newId());
    if (!shown) return [];
    if (plans && shown.type === "AgentMessage") {
      const started = before?.type === "AgentMessage" ? [] : plans.start(shown);
      return [...started, ...plans.complete(shown)];
    }
    return [...(before ? [] : [told("item_started", shown)]), told("item_completed", shown)];
  }

  return {
    accept(event) {
      if (event.type === "item-started") return start(event.item);
      if (event.type === "item-completed") return complete(event.item);
      if (!open) return [];
      if (isReasoningEvent(event)) return [reasoningEventMsg(event, place(open.id))];
      if (event.type !== "text-delta") return [];
      if (plans && open.type === "AgentMessage") return plans.delta(event.delta);
      return [{ type: "agent_message_content_delta", ...place(open.id), delta: event.delta }];
    },
  };
}
