import type { ResponseItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { prompts } from "../generated/prompts.ts";
import { turnAbortedMessage } from "../messages/notice-messages.ts";
import { developerText, userText } from "../messages/text-message.ts";
import { buildCompactedHistory, collectUserTexts, ghostSnapshots, summaryText } from "./compacted-history.ts";

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
        { type: "input_text", text: "<image name=[Image #1]>" },
        { type: "input_image", image_url: "data:," },
        { type: "input_text", text: "</image>" },
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
