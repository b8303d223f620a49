import type { RolloutItem, TurnItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { agentMessage, userMessage } from "../../test/rig.ts";
import { isPersisted } from "./policy.ts";

function completed(item: TurnItem): RolloutItem {
  return { type: "event_msg", payload: { type: "item_completed", thread_id: "t", turn_id: "u", item } };
}

const kept: readonly RolloutItem[] = [
  userMessage("hi"),
  agentMessage("ho"),
  { type: "event_msg", payload: { type: "turn_aborted", reason: "interrupted" } },
  { type: "event_msg", payload: { type: "thread_rolled_back", num_turns: 1 } },
  { type: "event_msg", payload: { type: "token_count", info: null, rate_limits: null } },
  completed({ type: "Plan", id: "i", text: "1. think" }),
  { type: "response_item", payload: { type: "ghost_snapshot", ghost_commit: { id: "abc" } } },
  { type: "compacted", payload: { message: "summary" } },
];
const dropped: readonly RolloutItem[] = [
  completed({ type: "AgentMessage", id: "i", content: [{ type: "Text", text: "ho" }] }),
  { type: "event_msg", payload: { type: "task_complete" } },
  { type: "event_msg", payload: { type: "error", message: "no" } },
  { type: "event_msg", payload: { type: "agent_message_delta", delta: "h" } },
  { type: "event_msg", payload: { type: "turn_diff", unified_diff: "" } },
];

test.each(kept.map((item) => [JSON.stringify(item), item] as const))("keeps %s", (_, item) => {
  expect(isPersisted(item)).toBe(true);
});

test.each(dropped.map((item) => [JSON.stringify(item), item] as const))("drops %s", (_, item) => {
  expect(isPersisted(item)).toBe(false);
});
