/** Events of assistant messages in plan mode: the prose as a message, the proposed plan as an item. */
import type { EventMsg, TurnItem } from "@codex-ts/protocol";
import { createPlanSplitter, type PlanSegment, type PlanSplitter, splitPlan } from "./plan-segments.ts";

type AgentMessage = Extract<TurnItem, { type: "AgentMessage" }>;

/** Handles the messages of one response in plan mode. */
export interface PlanMessages {
  start(message: AgentMessage): EventMsg[];
  delta(text: string): EventMsg[];
  /** `message` holds the whole text, tags included. */
  complete(message: AgentMessage): EventMsg[];
}

interface OpenMessage {
  readonly message: AgentMessage;
  readonly splitter: PlanSplitter;
  /** Blanks before the first word; the message is announced with the word, not before. */
  leading: string;
  isAnnounced: boolean;
}

/** Makes the handler for one response. There is one plan item a response: later plans are passed over. */
export function createPlanMessages(threadId: string, turnId: string): PlanMessages {
  const ids = { thread_id: threadId, turn_id: turnId };
  const planId = `${turnId}-plan`;
  let open: OpenMessage | undefined;
  let planState: "none" | "started" | "completed" = "none";

  const told = (type: "item_started" | "item_completed", item: TurnItem): EventMsg => ({
    type,
    ...ids,
    item,
  });

  function announce(current: OpenMessage): EventMsg[] {
    if (current.isAnnounced) return [];
    current.isAnnounced = true;
    // Announced with one empty part, however the server began it (Codex 0.99.0).
    return [told("item_started", { ...current.message, content: [{ type: "Text", text: "" }] })];
  }

  function startPlan(): EventMsg[] {
    if (planState !== "none") return [];
    planState = "started";
    return [told("item_started", { type: "Plan", id: planId, text: "" })];
  }

  function proseDelta(current: OpenMessage, text: string): EventMsg[] {
    const whole = current.leading + text;
    if (!current.isAnnounced && whole.trim() === "") {
      current.leading = whole;
      return [];
    }
    current.leading = "";
    const delta: EventMsg = {
      type: "agent_message_content_delta",
      ...ids,
      item_id: current.message.id,
      delta: whole,
    };
    return [...announce(current), delta];
  }

  function tell(current: OpenMessage, segments: readonly PlanSegment[]): EventMsg[] {
    return segments.flatMap((segment): EventMsg[] => {
      if (segment.type === "prose") return proseDelta(current, segment.text);
      if (segment.type === "plan-start") return startPlan();
      if (segment.type === "plan-end" || planState !== "started") return [];
      return [{ type: "plan_delta", ...ids, item_id: planId, delta: segment.text }];
    });
  }

  return {
    start(message) {
      open = { message, splitter: createPlanSplitter(), leading: "", isAnnounced: false };
      return [];
    },
    delta: (text) => (open ? tell(open, open.splitter.push(text)) : []),
    complete(message) {
      if (!open) return [];
      const current = open;
      open = undefined;
      const { prose, plan } = splitPlan(message.content.map((part) => part.text).join(""));
      const events = tell(current, current.splitter.end());
      if (plan !== undefined && planState !== "completed") {
        events.push(...startPlan(), told("item_completed", { type: "Plan", id: planId, text: plan }));
        planState = "completed";
      }
      if (prose.trim() === "") return events;
      const shown: TurnItem = { ...message, content: [{ type: "Text", text: prose }] };
      return [...events, ...announce(current), told("item_completed", shown)];
    },
  };
}
