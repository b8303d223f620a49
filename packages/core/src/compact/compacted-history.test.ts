import type { ResponseItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { developerText, turnAbortedMessage, userText } from "../context/markers.ts";
import { prompts } from "../generated/prompts.ts";
import { estimatePromptTokens } from "../history/token-estimate.ts";
import {
  buildCompactedHistory,
  buildRemoteCompactedHistory,
  collectUserTexts,
  ghostSnapshots,
  summaryText,
} from "./compacted-history.ts";
import { autoCompactLimit, needsCompaction } from "./trigger.ts";
import { trimToFit } from "./trim-to-fit.ts";

const assistant = (text: string): ResponseItem => ({
  type: "message",
  role: "assistant",
  content: [{ type: "output_text", text }],
});
const snapshot: ResponseItem = { type: "ghost_snapshot", ghost_commit: { id: "1" } };
const fresh = [developerText("fresh")];
const build = (userTexts: string[], summary = "S") =>
  buildCompactedHistory({ initialContext: fresh, userTexts, summary, ghostSnapshots: [] });

test("the texts of users are collected, without ours, images and earlier summaries", () => {
  const items: ResponseItem[] = [
    userText("<environment_context>\n"),
    {
      type: "message",
      role: "user",
      content: [
        { type: "input_text", text: "one" },
        { type: "input_image", image_url: "data:," },
        { type: "input_text", text: "more" },
      ],
    },
    assistant("no"),
    turnAbortedMessage(),
    userText(summaryText("earlier")),
    userText("foreign\nsummary"),
    userText("two"),
  ];
  expect(collectUserTexts(items, new Set(["foreign\nsummary"]))).toEqual(["one\nmore", "two"]);
});

test("preamble, users' texts, summary, snapshots", () => {
  const items = buildCompactedHistory({
    initialContext: fresh,
    userTexts: ["one", "two"],
    summary: summaryText("done so far"),
    ghostSnapshots: ghostSnapshots([assistant("x"), snapshot]),
  });
  expect(items).toEqual([
    ...fresh,
    userText("one"),
    userText("two"),
    userText(summaryText("done so far")),
    snapshot,
  ]);
});

test("the newest 20000 tokens of users' texts stay, the oldest that overflows is cut in the middle", () => {
  const old = `a${"x".repeat(59_998)}z`;
  const items = build(["gone", old, "y".repeat(60_000)]);
  expect(items).toHaveLength(4);
  const [, cut] = items;
  expect(cut).toEqual(userText(expect.stringMatching(/^ax{9999}…10000 tokens truncated…x{9999}z$/) as never));
  expect(build(["gone", "y".repeat(80_000)])).toHaveLength(3);
});

test("an empty summary is said to be missing; its lead-in alone is not empty", () => {
  expect(build([], "").at(-1)).toEqual(userText(prompts["compact/no-summary"]));
  expect(build([], summaryText("")).at(-1)).toEqual(userText(`${prompts["compact/summary-lead-in"]}\n`));
});

test("a server's history loses stale preamble and gets a fresh one before the last user message", () => {
  const output = [
    developerText("stale"),
    userText("# AGENTS.md instructions for /x\n\nstale"),
    userText("one"),
    assistant("a"),
    userText("two"),
    { type: "compaction" as const, encrypted_content: "e" },
  ];
  expect(buildRemoteCompactedHistory(output, fresh, [snapshot])).toEqual([
    userText("one"),
    assistant("a"),
    ...fresh,
    userText("two"),
    { type: "compaction", encrypted_content: "e" },
    snapshot,
  ]);
  expect(buildRemoteCompactedHistory([assistant("a")], fresh, [])).toEqual([assistant("a"), ...fresh]);
});

test("when to compact", () => {
  expect(autoCompactLimit({ context_window: 272_000 }, undefined)).toBe(244_800);
  expect(autoCompactLimit({ context_window: 272_000, auto_compact_token_limit: 5 }, undefined)).toBe(5);
  expect(autoCompactLimit({ context_window: 272_000, auto_compact_token_limit: 5 }, 7)).toBe(7);
  expect(autoCompactLimit({ context_window: null }, undefined)).toBeUndefined();
  expect([needsCompaction(9, 10), needsCompaction(10, 10), needsCompaction(99, undefined)]).toEqual([
    false,
    true,
    false,
  ]);
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
