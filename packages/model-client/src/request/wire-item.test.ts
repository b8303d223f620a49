import type { ResponseItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { toWireItems } from "./wire-item.ts";

interface Row {
  readonly name: string;
  readonly item: ResponseItem;
  /** The item's JSON text; undefined when it is not sent. */
  readonly wire: string | undefined;
}

const ROWS: readonly Row[] = [
  {
    name: "a message loses its id and what we do not know",
    item: {
      id: "msg-1",
      status: "completed",
      phase: "commentary",
      end_turn: false,
      content: [{ annotations: [], text: "t", type: "output_text" }],
      role: "assistant",
      type: "message",
    },
    wire: '{"type":"message","role":"assistant","content":[{"type":"output_text","text":"t"}],"end_turn":false,"phase":"commentary"}',
  },
  {
    name: "an image",
    item: {
      type: "message",
      role: "user",
      content: [{ type: "input_image", image_url: "data:x", detail: "low" }],
    },
    wire: '{"type":"message","role":"user","content":[{"type":"input_image","image_url":"data:x"}]}',
  },
  {
    name: "reasoning in clear",
    item: {
      type: "reasoning",
      id: "rs-1",
      summary: [{ type: "summary_text", text: "s", extra: 1 }],
      content: [{ type: "reasoning_text", text: "raw", extra: 1 }],
      encrypted_content: "enc",
    },
    wire: '{"type":"reasoning","summary":[{"type":"summary_text","text":"s"}],"content":[{"type":"reasoning_text","text":"raw"}],"encrypted_content":"enc"}',
  },
  {
    name: "reasoning whose content is no reasoning text",
    item: { type: "reasoning", summary: [], content: [{ type: "text", text: "raw" }] },
    wire: '{"type":"reasoning","summary":[],"encrypted_content":null}',
  },
  {
    name: "reasoning with an empty content",
    item: { type: "reasoning", summary: [], content: [], encrypted_content: "enc" },
    wire: '{"type":"reasoning","summary":[],"encrypted_content":"enc"}',
  },
  {
    name: "reasoning without content",
    item: { type: "reasoning", summary: [] },
    wire: '{"type":"reasoning","summary":[],"content":null,"encrypted_content":null}',
  },
  {
    name: "a function call",
    item: {
      type: "function_call",
      id: "fc-1",
      name: "f",
      arguments: "{}",
      call_id: "c",
      status: "completed",
    },
    wire: '{"type":"function_call","name":"f","arguments":"{}","call_id":"c"}',
  },
  {
    name: "a text output",
    item: { type: "function_call_output", call_id: "c", output: "done", success: true },
    wire: '{"type":"function_call_output","call_id":"c","output":"done"}',
  },
  {
    name: "an output of parts",
    item: {
      type: "function_call_output",
      call_id: "c",
      output: [
        { type: "input_text", text: "t" },
        { type: "input_image", image_url: "u" },
      ],
    },
    wire: '{"type":"function_call_output","call_id":"c","output":[{"type":"input_text","text":"t"},{"type":"input_image","image_url":"u"}]}',
  },
  {
    name: "a freeform call",
    item: { type: "custom_tool_call", id: "ct-1", call_id: "c", name: "n", input: "i", status: "completed" },
    wire: '{"type":"custom_tool_call","status":"completed","call_id":"c","name":"n","input":"i"}',
  },
  {
    name: "a freeform output",
    item: { type: "custom_tool_call_output", call_id: "c", output: "o" },
    wire: '{"type":"custom_tool_call_output","call_id":"c","output":"o"}',
  },
  {
    name: "a local shell call keeps its nulls",
    item: {
      type: "local_shell_call",
      id: "ls-1",
      call_id: "c",
      status: "completed",
      action: { type: "exec", command: ["true"], extra: 1 },
    },
    wire: '{"type":"local_shell_call","call_id":"c","status":"completed","action":{"type":"exec","command":["true"],"timeout_ms":null,"working_directory":null,"env":null,"user":null}}',
  },
  {
    name: "a search",
    item: {
      type: "web_search_call",
      id: "ws-1",
      status: "completed",
      action: { queries: ["a"], query: "q", type: "search", url: "u" },
    },
    wire: '{"type":"web_search_call","status":"completed","action":{"type":"search","query":"q","queries":["a"]}}',
  },
  {
    name: "a page search",
    item: { type: "web_search_call", action: { type: "find_in_page", pattern: "p", url: "u" } },
    wire: '{"type":"web_search_call","action":{"type":"find_in_page","url":"u","pattern":"p"}}',
  },
  {
    name: "a search of an unknown kind",
    item: { type: "web_search_call", action: { type: "weird", url: "u" } },
    wire: '{"type":"web_search_call","action":{"type":"other"}}',
  },
  { name: "a search without action", item: { type: "web_search_call" }, wire: '{"type":"web_search_call"}' },
  {
    name: "a summary under its older name",
    item: { type: "compaction_summary", id: "cp-1", encrypted_content: "zz" },
    wire: '{"type":"compaction","encrypted_content":"zz"}',
  },
  {
    name: "a ghost snapshot",
    item: { type: "ghost_snapshot", ghost_commit: { id: "abc" } },
    wire: undefined,
  },
];

test.each(ROWS)("$name", ({ item, wire }) => {
  const sent = toWireItems([item], { withIds: false });
  expect(sent.map((each) => JSON.stringify(each))).toEqual(wire === undefined ? [] : [wire]);
});

test("ids come last, where there are any and the kind of item has them", () => {
  const items: readonly ResponseItem[] = [
    ...ROWS.map(({ item }) => item),
    { type: "function_call", id: "", name: "f", arguments: "{}", call_id: "c" },
  ];
  const sent = toWireItems(items, { withIds: true });
  const ids = sent.map((item) => item["id"]).filter((id) => id !== undefined);
  expect(ids).toEqual(["msg-1", "rs-1", "fc-1", "ct-1", "ls-1", "ws-1"]);
  expect(Object.keys(sent[0] ?? {}).at(-1)).toBe("id");
});
