import type { ResponseItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { turnAbortedMessage } from "../messages/notice-messages.ts";
import { developerText, userText } from "../messages/text-message.ts";
import { createHistory } from "./history.ts";

const assistant = (text: string): ResponseItem => ({
  type: "message",
  role: "assistant",
  content: [{ type: "output_text", text }],
});
const open = (limit = 1000) => createHistory({ items: [], truncation: () => ({ mode: "bytes", limit }) });

test("records in order and leaves system messages out", () => {
  const history = open();
  history.record([userText("one"), { ...userText("hidden"), role: "system" }]);
  history.record([assistant("two")]);
  expect(history.items()).toEqual([userText("one"), assistant("two")]);
});

test("a snapshot does not change when the history does", () => {
  const history = open();
  history.record([userText("one")]);
  const before = history.items();
  history.record([userText("two")]);
  history.replace([]);
  expect(before).toEqual([userText("one")]);
});

test("an output is cut to the policy that holds when it is recorded", () => {
  let limit = 100;
  const history = createHistory({ items: [], truncation: () => ({ mode: "bytes", limit }) });
  const output = { type: "function_call_output" as const, call_id: "c", output: "z".repeat(50) };
  history.record([output]);
  limit = 10;
  history.record([output]);
  expect(history.items()[0]).toEqual(output);
  expect(history.items()[1]).toEqual({ ...output, output: "zzzzzz…38 chars truncated…zzzzzz" });
});

test("rollback cuts at messages of users, not at ours", () => {
  const history = open();
  const preamble = [developerText("rules"), userText("<environment_context>\n</environment_context>")];
  history.record([...preamble, userText("one"), assistant("1"), turnAbortedMessage(), userText("two")]);
  history.dropLastUserTurns(1);
  expect(history.items()).toEqual([...preamble, userText("one"), assistant("1"), turnAbortedMessage()]);
});

test("rolling back more turns than there are keeps the preamble", () => {
  const history = open();
  history.record([developerText("rules"), userText("one"), userText("two")]);
  history.dropLastUserTurns(7);
  expect(history.items()).toEqual([developerText("rules")]);
  history.dropLastUserTurns(1);
  expect(history.items()).toEqual([developerText("rules")]);
});
