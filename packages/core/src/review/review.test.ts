import type { ReviewOutput, ReviewTarget } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { prompts } from "../generated/prompts.ts";
import { parseReviewOutput, renderReviewOutput, reviewRecord } from "./review-output.ts";
import { checkReviewTarget, reviewHint, reviewPrompt } from "./review-request.ts";

const finding = (title: string, body: string) => ({
  title,
  body,
  confidence_score: 0.5,
  priority: 1,
  code_location: { absolute_file_path: "/x/a.rs", line_range: { start: 1, end: 2 } },
});
const output = (findings: ReviewOutput["findings"], explanation = "fine"): ReviewOutput => ({
  findings,
  overall_correctness: "patch is correct",
  overall_explanation: explanation,
  overall_confidence_score: 0.9,
});

test.each<[ReviewTarget, string]>([
  [{ type: "uncommittedChanges" }, "current changes"],
  [{ type: "baseBranch", branch: "main" }, "changes against 'main'"],
  [{ type: "commit", sha: "0123456789", title: "Fix it" }, "commit 0123456: Fix it"],
  [{ type: "commit", sha: "0123456789" }, "commit 0123456"],
  [{ type: "custom", instructions: "look" }, "look"],
])("%j is shown as %j", (target, hint) => {
  expect(reviewHint(target)).toBe(hint);
  expect(reviewPrompt(target, undefined)).not.toMatch(/\{\{|undefined/);
});

test("the request names what is compared", () => {
  const branch: ReviewTarget = { type: "baseBranch", branch: "main" };
  expect(reviewPrompt(branch, "abc123")).toContain("`git diff abc123`");
  expect(reviewPrompt(branch, undefined)).toContain("git merge-base HEAD main");
  expect(reviewPrompt({ type: "commit", sha: "0123456789", title: "Fix it" }, undefined)).toContain(
    'commit 0123456789 ("Fix it")',
  );
});

test("targets are trimmed, and empty ones refused", () => {
  expect(checkReviewTarget({ type: "custom", instructions: " look " })).toEqual({
    kind: "valid",
    target: { type: "custom", instructions: "look" },
  });
  const refused = (message: string) => ({ kind: "invalid", message });
  expect(checkReviewTarget({ type: "custom", instructions: "  " })).toEqual(
    refused("instructions must not be empty"),
  );
  expect(checkReviewTarget({ type: "baseBranch", branch: "" })).toEqual(refused("branch must not be empty"));
  expect(checkReviewTarget({ type: "commit", sha: " ", title: "x" })).toEqual(
    refused("sha must not be empty"),
  );
});

test.each([
  ["bare", (json: string) => json],
  ["in a fence", (json: string) => `Here:\n\`\`\`json\n${json}\n\`\`\`\n`],
])("JSON %s is read", (_, wrap) => {
  const result = output([finding("T", "B")]);
  expect(parseReviewOutput(wrap(JSON.stringify(result)))).toEqual(result);
});

test.each([
  ["prose", "looks good { to me }"],
  ["no priority", JSON.stringify({ ...output([]), findings: [{ ...finding("T", "B"), priority: null }] })],
  ["nothing", ""],
])("%s becomes the explanation", (_, text) => {
  expect(parseReviewOutput(text)).toEqual({
    findings: [],
    overall_correctness: "",
    overall_explanation: text,
    overall_confidence_score: 0,
  });
});

test("findings are listed with their places", () => {
  expect(renderReviewOutput(output([finding("T", "B")]))).toBe(
    "fine\n\nReview comment:\n\n- T — /x/a.rs:1-2\n  B",
  );
  expect(renderReviewOutput(output([finding("T", "B\n\nC\n"), finding("U", "D")], " "))).toBe(
    "Full review comments:\n\n- T — /x/a.rs:1-2\n  B\n  \n  C\n\n- U — /x/a.rs:1-2\n  D",
  );
  expect(renderReviewOutput(output([]))).toBe("fine");
  expect(renderReviewOutput(output([], ""))).toBe(prompts["review/no-findings"]);
});

test("a review is recorded as an action of the user and an answer", () => {
  const { user, assistant } = reviewRecord(output([], "all well, $& included"));
  expect(user).toMatchObject({ role: "user", id: "review_rollout_user" });
  expect(user.content).toEqual([
    {
      type: "input_text",
      text: expect.stringMatching(
        /^<user_action>\n {2}<context>.+<\/context>\n {2}<action>review<\/action>\n {2}<results>\nall well, \$& included\n {2}<\/results>\n {2}<\/user_action>$/,
      ),
    },
  ]);
  expect(assistant).toEqual({
    type: "message",
    id: "review_rollout_assistant",
    role: "assistant",
    content: [{ type: "output_text", text: "all well, $& included" }],
  });
  const interrupted = reviewRecord(undefined);
  expect(JSON.stringify(interrupted.user)).toContain("<action>review</action>");
  expect(interrupted.assistant.content).toEqual([
    { type: "output_text", text: prompts["review/interrupted"] },
  ]);
});
