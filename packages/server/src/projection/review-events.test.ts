import { type EventMsg, toThreadId } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { projectEvent } from "./project-event.ts";
import { createProjectionState } from "./projector.ts";

const state = createProjectionState(toThreadId("01900000-0000-7000-8000-000000000001"));
const items = (msg: EventMsg) =>
  projectEvent({ id: "t", msg }, state).map(({ method, params }) => [
    method,
    "item" in params && params.item,
  ]);

test("entering and leaving a review are items of one moment, named after the turn", () => {
  const entered = { type: "enteredReviewMode", id: "t", review: "current changes" };
  const msg = {
    type: "entered_review_mode",
    target: { type: "uncommittedChanges" },
    user_facing_hint: "current changes",
  } as const;
  expect(items(msg)).toEqual([
    ["item/started", entered],
    ["item/completed", entered],
  ]);
});

test("the findings are told as text", () => {
  const finding = {
    title: "Off by one",
    body: "The loop\nends early.",
    confidence_score: 1,
    priority: 1,
    code_location: { absolute_file_path: "/a.ts", line_range: { start: 3, end: 4 } },
  };
  const review_output = {
    findings: [finding],
    overall_correctness: "incorrect",
    overall_explanation: "One fault.",
    overall_confidence_score: 1,
  };
  const [started] = items({ type: "exited_review_mode", review_output });
  expect(started).toEqual([
    "item/started",
    expect.objectContaining({
      review: "One fault.\n\nReview comment:\n\n- Off by one — /a.ts:3-4\n  The loop\n  ends early.",
    }),
  ]);
  const [cut] = items({ type: "exited_review_mode" });
  expect(cut).toEqual([
    "item/started",
    expect.objectContaining({ review: expect.stringContaining("interrupted") }),
  ]);
});
