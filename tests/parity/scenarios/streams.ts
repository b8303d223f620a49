/** What a response can consist of. */
import {
  announced,
  answer,
  begin,
  closing,
  end,
  item,
  type ModelEvent,
  running,
  says,
} from "./model-events.ts";
import { type Scenario, scenario } from "./scenario.ts";

const reason = (more: ModelEvent = {}): ModelEvent => ({ type: "reasoning", id: "r1", summary: [], ...more });
const summary = (...texts: readonly string[]): ModelEvent[] =>
  texts.map((text) => ({ type: "summary_text", text }));
const parts = (...texts: readonly string[]): ModelEvent[] =>
  texts.map((text) => ({ type: "reasoning_text", text }));
const delta = (text: string): ModelEvent => ({ type: "response.output_text.delta", delta: text });

/** The scenarios, by what they are about. */
export const scenarios: readonly Scenario[] = [
  scenario("reasoning-many", [
    answer(
      item(reason({ summary: summary("**One** a", "**Two** b"), encrypted_content: "e1" })),
      item(reason({ id: "r2", summary: summary(), encrypted_content: "e2" })),
      item(reason({ id: "r3", summary: summary("x"), content: parts("raw text"), encrypted_content: null })),
      running("echo hi"),
    ),
    closing(),
  ]),
  scenario(
    "reasoning-raw-shown",
    [
      answer(
        item(reason({ summary: summary("s"), content: parts("raw one", "raw two") })),
        item(reason({ id: "r2", summary: summary(), content: [{ type: "text", text: "plain" }] })),
        running("echo hi"),
      ),
      closing(),
    ],
    { config: "show_raw_agent_reasoning = true" },
  ),
  scenario("reasoning-deltas", [
    [
      begin(),
      announced(reason()),
      { type: "response.reasoning_summary_part.added", item_id: "r1", summary_index: 0 },
      { type: "response.reasoning_summary_text.delta", delta: "part ", summary_index: 0 },
      { type: "response.reasoning_summary_text.delta", delta: "one", summary_index: 0 },
      { type: "response.reasoning_summary_part.added", item_id: "r1", summary_index: 1 },
      { type: "response.reasoning_summary_text.delta", delta: "two", summary_index: 1 },
      { type: "response.reasoning_text.delta", delta: "raw", content_index: 0 },
      item(reason({ summary: summary("part one", "two") })),
      announced({ type: "message", role: "assistant", id: "m1", content: [] }),
      delta("he"),
      delta("llo"),
      says("hello"),
      end(),
    ],
  ]),
  scenario("deltas-without-added", [[begin(), delta("he"), delta("llo"), says("hello"), end()]]),
  scenario("empty-response", [answer()]),
  scenario("no-usage", [[begin(), says("hi"), end(null)]]),
  scenario("usage-details", [
    [
      begin(),
      running("echo a"),
      end({
        input_tokens: 1000,
        input_tokens_details: { cached_tokens: 900 },
        output_tokens: 50,
        output_tokens_details: { reasoning_tokens: 40 },
        total_tokens: 1050,
      }),
    ],
    [
      begin(),
      says("x"),
      end({
        input_tokens: 2000,
        input_tokens_details: null,
        output_tokens: 10,
        output_tokens_details: null,
        total_tokens: 2010,
      }),
    ],
  ]),
  scenario("response-done-event", [
    [
      begin(),
      says("x"),
      {
        type: "response.done",
        response: { id: "x", usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 } },
      },
    ],
  ]),
  scenario("message-parts", [
    answer(
      says("x", {
        content: [
          { type: "output_text", text: "a" },
          { type: "output_text", text: "b", annotations: [] },
        ],
      }),
    ),
  ]),
  scenario("message-phases", [
    answer(says("thinking aloud", { phase: "commentary" }), running("echo a")),
    answer(says("final words", { phase: "final_answer" })),
  ]),
  scenario("message-no-id", [
    answer(
      says("x", { id: undefined }),
      item({ type: "reasoning", summary: summary("s") }),
      item({
        type: "function_call",
        call_id: "c1",
        name: "exec_command",
        arguments: '{"cmd":"echo a","login":false}',
      }),
    ),
    closing(),
  ]),
  scenario("message-system-role", [
    answer(
      says("u", { role: "system" }),
      says("d", { role: "developer", content: [{ type: "input_text", text: "dd" }] }),
      says("a"),
      running("echo a"),
    ),
    closing(),
  ]),
  scenario("unknown-items", [
    answer(
      item({ type: "image_generation_call", id: "x", result: "y" }),
      item({ type: "mystery" }),
      item({ type: "file_search_call", id: "f", queries: [] }),
      says("ok"),
      running("echo hi"),
    ),
    closing(),
  ]),
  scenario("unknown-events", [
    [
      begin(),
      { type: "response.in_progress", response: {} },
      { type: "response.content_part.added" },
      { type: "brand.new" },
      { type: "response.function_call_arguments.delta", delta: "x" },
      { raw: ": comment\n\n" },
      { raw: "event: ping\ndata: {}\n\n" },
      { raw: "data: not json\n\n" },
      { raw: "data: [DONE]\n\n" },
      says("x"),
      end(),
    ],
  ]),
  scenario("bom-framing", [
    [{ raw: `\ufeffevent: response.created\ndata: ${JSON.stringify(begin())}\n\n` }, says("x"), end()],
  ]),
  scenario("crlf-lines", [
    [
      { raw: `event: response.created\r\ndata: ${JSON.stringify(begin())}\r\n\r\n` },
      { raw: `data:${JSON.stringify(says("no event line, no space"))}\r\n\r\n` },
      { raw: "retry: 5\r\nid: 7\r\n\r\n" },
      end(),
    ],
  ]),
  scenario("multi-data", [
    [
      begin(),
      {
        raw: 'event: response.output_item.done\ndata: {"type":"response.output_item.done",\ndata: "item":{"type":"message","role":"assistant","id":"m","content":[{"type":"output_text","text":"split"}]}}\n\n',
      },
      end(),
    ],
  ]),
  scenario("turn-state", [
    { events: answer(running("echo a")), headers: { "x-codex-turn-state": "ts-1" } },
    { events: answer(running("echo b", {}, "c2")), headers: { "x-codex-turn-state": "ts-2" } },
    closing(),
  ]),
  scenario(
    "turn-state-resume",
    [{ events: answer(says("a")), headers: { "x-codex-turn-state": "ts-1" } }, closing()],
    { runs: [{ args: ["one"] }, { args: ["resume", "--last", "two"] }] },
  ),
  scenario("rate-headers", [
    {
      events: answer(running("echo a")),
      headers: {
        "x-codex-primary-used-percent": "12.5",
        "x-codex-primary-window-minutes": "300",
        "x-codex-primary-reset-at": "1900000000",
        "x-codex-secondary-used-percent": "40",
        "x-codex-secondary-window-minutes": "10080",
        "x-codex-secondary-reset-at": "1900001000",
        "x-codex-credits-has-credits": "true",
        "x-codex-credits-unlimited": "false",
        "x-codex-credits-balance": "12.00",
        "x-models-etag": "e1",
        "x-reasoning-included": "true",
      },
    },
    {
      events: closing(),
      headers: {
        "x-codex-primary-used-percent": "0",
        "x-codex-credits-has-credits": "False",
        "x-codex-limit-name": "zz",
      },
    },
  ]),
  scenario("args-empty", [
    answer(
      item({ type: "function_call", call_id: "c1", name: "update_plan", arguments: "" }),
      item({ type: "function_call", call_id: "c2", name: "exec_command" }),
    ),
    closing(),
  ]),
  scenario("call-no-call-id", [
    answer(item({ type: "function_call", name: "exec_command", arguments: '{"cmd":"echo hi"}' }), says("x")),
  ]),
  scenario("custom-status", [
    answer(
      item({
        type: "custom_tool_call",
        status: "completed",
        call_id: "c1",
        name: "apply_patch",
        input: "bad",
      }),
      item({
        type: "function_call",
        status: "completed",
        call_id: "c2",
        name: "update_plan",
        arguments: '{"plan":[]}',
      }),
    ),
    closing(),
  ]),
  scenario("null-fields", [
    [
      begin(),
      item({
        type: "message",
        role: "assistant",
        id: null,
        content: [{ type: "output_text", text: "nulls" }],
        phase: null,
        end_turn: null,
      }),
      item({ type: "web_search_call", id: null, status: null, action: null }),
      end(),
    ],
  ]),
  scenario("usage-overflow", [[begin(), says("x"), end({ input_tokens: 300000, total_tokens: 300010 })]]),
];
