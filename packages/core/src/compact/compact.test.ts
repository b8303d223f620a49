import type { ResponseItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { estimatePromptTokens } from "../history/token-estimate.ts";
import { developerText, userText } from "../messages/text-message.ts";
import { buildRemoteCompactedHistory } from "./remote-history.ts";
import { trimToFit } from "./trim-to-fit.ts";

const assistant = (text: string): ResponseItem => ({
  type: "message",
  role: "assistant",
  content: [{ type: "output_text", text }],
});
const snapshot: ResponseItem = { type: "ghost_snapshot", ghost_commit: { id: "1" } };
const fresh = [developerText("fresh")];
const after = { initialContext: fresh, pendingRequest: undefined, snapshots: [snapshot] };

test("a server's history loses stale preamble and gets a fresh one before the last user message", () => {
  const output = [
    developerText("stale"),
    userText("# AGENTS.md instructions for /x\n\nstale"),
    userText("one"),
    assistant("a"),
    userText("two"),
    { type: "compaction" as const, encrypted_content: "e" },
  ];
  expect(buildRemoteCompactedHistory(output, after)).toEqual([
    userText("one"),
    assistant("a"),
    ...fresh,
    userText("two"),
    { type: "compaction", encrypted_content: "e" },
    snapshot,
  ]);
  expect(buildRemoteCompactedHistory([assistant("a")], { ...after, snapshots: [] })).toEqual([
    assistant("a"),
    ...fresh,
  ]);
});

test("a request that is still being worked on survives word for word, once", () => {
  const pendingRequest = userText("do it");
  const build = (output: readonly ResponseItem[]) =>
    buildRemoteCompactedHistory(output, { ...after, pendingRequest, snapshots: [] });
  expect(build([userText("summary")])).toEqual([userText("summary"), ...fresh, pendingRequest]);
  expect(build([pendingRequest, assistant("a")])).toEqual([...fresh, pendingRequest, assistant("a")]);
});

test("what can be had again is dropped from the end until the rest fits", () => {
  const call: ResponseItem = { type: "function_call", name: "x", arguments: "{}", call_id: "c" };
  const output: ResponseItem = { type: "function_call_output", call_id: "c", output: "o".repeat(4000) };
  const start = [userText("one"), assistant("a")];
  const items = [...start, call, output, developerText("d".repeat(4000))];
  expect(trimToFit(items, "", 1_000_000)).toEqual(items);
  expect(trimToFit(items, "", estimatePromptTokens(items.slice(0, -1), ""))).toEqual(items.slice(0, -1));
  expect(trimToFit(items, "", 100)).toEqual(start);
  expect(trimToFit(items, "", 0)).toEqual(start);
});
