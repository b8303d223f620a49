import type { ResponseItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { userText } from "../messages/text-message.ts";
import { normalizeHistory, removeWithPartner } from "./normalize.ts";

const call = (id: string): ResponseItem => ({
  type: "function_call",
  name: "exec_command",
  arguments: "{}",
  call_id: id,
});
const output = (id: string, text: string): ResponseItem => ({
  type: "function_call_output",
  call_id: id,
  output: text,
});
const custom = (id: string): ResponseItem => ({
  type: "custom_tool_call",
  name: "apply_patch",
  input: "",
  call_id: id,
});
const withImages = { acceptsImages: true };

test("a call without output gets one right behind it", () => {
  expect(normalizeHistory([call("a"), call("b"), output("b", "ok"), custom("c")], withImages)).toEqual([
    call("a"),
    output("a", "aborted"),
    call("b"),
    output("b", "ok"),
    custom("c"),
    { type: "custom_tool_call_output", call_id: "c", output: "aborted" },
  ]);
});

test("an output that comes late, or before its call, still counts", () => {
  const items = [
    output("a", "early"),
    call("a"),
    userText("x"),
    call("b"),
    userText("y"),
    output("b", "late"),
  ];
  expect(normalizeHistory(items, withImages)).toEqual(items);
});

test("a local shell call is answered by a function output", () => {
  const shell: ResponseItem = {
    type: "local_shell_call",
    call_id: "s",
    status: "completed",
    action: { type: "exec", command: ["ls"] },
  };
  expect(normalizeHistory([shell], withImages)).toEqual([shell, output("s", "aborted")]);
});

test("outputs without a call of their kind and snapshots are left out", () => {
  const snapshot: ResponseItem = { type: "ghost_snapshot", ghost_commit: { id: "1" } };
  expect(
    normalizeHistory(
      [snapshot, output("x", "lost"), custom("y"), output("y", "wrong kind"), userText("hi")],
      withImages,
    ),
  ).toEqual([
    custom("y"),
    { type: "custom_tool_call_output", call_id: "y", output: "aborted" },
    userText("hi"),
  ]);
});

test("images become words for a model that reads text only", () => {
  const items: ResponseItem[] = [
    { type: "message", role: "user", content: [{ type: "input_image", image_url: "data:," }] },
    call("a"),
    { type: "function_call_output", call_id: "a", output: [{ type: "input_image", image_url: "data:," }] },
  ];
  expect(normalizeHistory(items, withImages)).toEqual(items);
  const text = JSON.stringify(normalizeHistory(items, { acceptsImages: false }));
  expect(text).not.toContain("input_image");
  expect(text.match(/image left out/g)).toHaveLength(2);
});

test("an item goes together with its partner", () => {
  const items = [userText("x"), call("a"), call("b"), output("a", "1"), output("b", "2")];
  expect(removeWithPartner(items, 1)).toEqual([userText("x"), call("b"), output("b", "2")]);
  expect(removeWithPartner(items, 4)).toEqual([userText("x"), call("a"), output("a", "1")]);
  expect(removeWithPartner(items, 0)).toEqual(items.slice(1));
});
