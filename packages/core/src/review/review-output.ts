/** Reads what a reviewer answered, and writes it for people and for the thread that asked. */
import { type MessageItem, type ReviewFinding, ReviewOutput } from "@codex-ts/protocol";
import { prompts } from "../generated/prompts.ts";
import { fillTemplate } from "../messages/fill-template.ts";
import { userText } from "../messages/text-message.ts";

function parseJson(text: string): ReviewOutput | undefined {
  try {
    const parsed = ReviewOutput.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads a reviewer's last message: JSON, or JSON with other text around it. Anything else becomes the
 * explanation of a result without findings, so that nothing the reviewer wrote is lost.
 */
export function parseReviewOutput(text: string): ReviewOutput {
  const from = text.indexOf("{");
  const to = text.lastIndexOf("}");
  const inner = from >= 0 && from < to ? text.slice(from, to + 1) : text;
  return (
    parseJson(text) ??
    parseJson(inner) ?? {
      findings: [],
      overall_correctness: "",
      overall_explanation: text,
      overall_confidence_score: 0,
    }
  );
}

function findingLines({ title, body, code_location }: ReviewFinding): string[] {
  const { absolute_file_path: file, line_range: range } = code_location;
  const lines = body.replace(/\r?\n$/, "").split(/\r?\n/);
  return ["", `- ${title} — ${file}:${range.start}-${range.end}`, ...lines.map((line) => `  ${line}`)];
}

/** The review as plain text: explanation, then findings with their places; undefined was cut short. */
export function renderReviewOutput(output: ReviewOutput | undefined): string {
  if (!output) return prompts["review/interrupted"];
  const { findings, overall_explanation } = output;
  const heading = findings.length === 1 ? "Review comment:" : "Full review comments:";
  const sections = [
    overall_explanation.trim(),
    findings.length === 0 ? "" : [heading, ...findings.flatMap(findingLines)].join("\n"),
  ];
  return sections.filter((section) => section !== "").join("\n\n") || prompts["review/no-findings"];
}

/** How a finished review enters the history of the thread that asked for it. */
export interface ReviewRecord {
  /** Tells the model what happened. */
  readonly user: MessageItem;
  /** What the user was shown. */
  readonly assistant: MessageItem;
}

/** The two messages of a review; undefined stands for one that was interrupted. */
export function reviewRecord(output: ReviewOutput | undefined): ReviewRecord {
  const results = renderReviewOutput(output);
  const user =
    output === undefined
      ? prompts["review/record-interrupted"]
      : fillTemplate(prompts["review/record"], { results });
  return {
    user: { ...userText(user), id: "review_rollout_user" },
    assistant: {
      type: "message",
      id: "review_rollout_assistant",
      role: "assistant",
      content: [{ type: "output_text", text: results }],
    },
  };
}
