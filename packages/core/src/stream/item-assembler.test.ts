import type { ResponseEvent, ResponseItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { createItemAssembler } from "./item-assembler.ts";

const place = { thread_id: "t", turn_id: "4" };
const message = (text: string, id: string | undefined = "m"): ResponseItem => ({
  type: "message",
  ...(id !== undefined && { id }),
  role: "assistant",
  content: [{ type: "output_text", text }],
});
const started = (item: ResponseItem): ResponseEvent => ({ type: "item-started", item });
const completed = (item: ResponseItem): ResponseEvent => ({ type: "item-completed", item });
const delta = (text: string): ResponseEvent => ({ type: "text-delta", delta: text });
const shown = (text: string) => ({ type: "AgentMessage", id: "m", content: [{ type: "Text", text }] });

function open(isPlanMode = false) {
  let made = 0;
  const newId = () => {
    made += 1;
    return `made-${made}`;
  };
  return createItemAssembler({ threadId: "t", turnId: "4", newId, isPlanMode });
}

function run(events: readonly ResponseEvent[], isPlanMode = false) {
  const assembler = open(isPlanMode);
  return events.flatMap((event) => assembler.accept(event));
}

test("an item starts, grows and completes", () => {
  expect(run([started(message("")), delta("Hel"), delta("lo"), completed(message("Hello"))])).toEqual([
    { type: "item_started", ...place, item: shown("") },
    { type: "agent_message_content_delta", ...place, item_id: "m", delta: "Hel" },
    { type: "agent_message_content_delta", ...place, item_id: "m", delta: "lo" },
    { type: "item_completed", ...place, item: shown("Hello") },
  ]);
});

test("an item that only completes also starts", () => {
  expect(run([completed(message("x"))])).toEqual([
    { type: "item_started", ...place, item: shown("x") },
    { type: "item_completed", ...place, item: shown("x") },
  ]);
});

test("an item without an id keeps the one it was given", () => {
  const bare: ResponseItem = { type: "message", role: "assistant", content: [] };
  const ids = run([started(bare), completed(bare)]).map(
    (msg) => "item" in msg && "id" in msg.item && msg.item.id,
  );
  expect(ids).toEqual(["made-1", "made-1"]);
});

test("deltas without an item, tool calls and plain stream events are silent", () => {
  const call: ResponseItem = { type: "function_call", name: "x", arguments: "{}", call_id: "c" };
  expect(run([delta("lost"), started(call), completed(call), { type: "reasoning-included" }])).toEqual([]);
});

test("reasoning tells summaries, raw text and section breaks", () => {
  const item: ResponseItem = { type: "reasoning", id: "r", summary: [] };
  const events = run([
    started(item),
    { type: "reasoning-summary-part", summaryIndex: 0 },
    { type: "reasoning-summary-delta", delta: "why", summaryIndex: 0 },
    { type: "reasoning-content-delta", delta: "raw", contentIndex: 1 },
  ]);
  expect(events.slice(1)).toEqual([
    { type: "agent_reasoning_section_break", item_id: "r", summary_index: 0 },
    { type: "reasoning_content_delta", ...place, item_id: "r", delta: "why", summary_index: 0 },
    { type: "reasoning_raw_content_delta", ...place, item_id: "r", delta: "raw", content_index: 1 },
  ]);
});

test("plan mode takes the plan out of the message", () => {
  const text = "Intro\n<proposed_plan>\n- one\n- two\n</proposed_plan>\nOutro";
  const pieces = ["\nIntro\n<propo", "sed_plan>\n- one\n", "- two\n</proposed_", "plan>\nOutro"];
  const plan = (value: string) => ({ type: "Plan", id: "4-plan", text: value });
  expect(run([started(message("")), ...pieces.map(delta), completed(message(text))], true)).toEqual([
    { type: "item_started", ...place, item: shown("") },
    { type: "agent_message_content_delta", ...place, item_id: "m", delta: "\nIntro\n" },
    { type: "item_started", ...place, item: plan("") },
    { type: "plan_delta", ...place, item_id: "4-plan", delta: "- one\n" },
    { type: "plan_delta", ...place, item_id: "4-plan", delta: "- two\n" },
    { type: "agent_message_content_delta", ...place, item_id: "m", delta: "Outro" },
    { type: "item_completed", ...place, item: plan("- one\n- two\n") },
    { type: "item_completed", ...place, item: shown("Intro\nOutro") },
  ]);
});

test("a message that is only a plan is not shown as a message", () => {
  const text = "  <proposed_plan>\nx\n</proposed_plan>\n";
  const kinds = run([started(message("")), delta(text), completed(message(text))], true).map(
    (msg) => msg.type,
  );
  expect(kinds).toEqual(["item_started", "plan_delta", "item_completed"]);
});

test("a second plan in one response is passed over", () => {
  const text = "<proposed_plan>\nx\n</proposed_plan>\n";
  const events = run([completed(message(text)), completed(message(text))], true);
  expect(events.filter((msg) => msg.type === "item_completed")).toHaveLength(1);
});
