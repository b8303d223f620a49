/** Cuts what tools print to what the model is shown: head and tail stay, the middle goes. */
import type { ResponseItem, ToolOutputContent, TruncationPolicy } from "@codex-ts/protocol";
import { countCharacters, utf8HeadEnd, utf8Length, utf8TailStart } from "../messages/utf8.ts";
import { BYTES_PER_TOKEN } from "./token-estimate.ts";

/** History keeps a fifth more than a tool may show, so that its own header lines are not cut again. */
const RECORDING_SLACK = 1.2;

/** The bytes that a policy lets through. */
function byteBudget(policy: TruncationPolicy): number {
  return policy.mode === "bytes" ? policy.limit : policy.limit * BYTES_PER_TOKEN;
}

/** The policy under which an output is recorded in history. */
function recordingPolicy(policy: TruncationPolicy): TruncationPolicy {
  return { mode: policy.mode, limit: Math.ceil(policy.limit * RECORDING_SLACK) };
}

function fits(text: string, budget: number): boolean {
  // A UTF-16 unit takes at most three bytes, so a short text needs no counting.
  return text.length * 3 <= budget || utf8Length(text) <= budget;
}

/**
 * Keeps the first half of the budget (rounded down) and the rest from the end, on character
 * boundaries. Between them stands `…N tokens truncated…` or `…N chars truncated…`, by the policy's mode.
 */
export function truncateText(text: string, policy: TruncationPolicy): string {
  const budget = byteBudget(policy);
  if (fits(text, budget)) return text;
  const headBudget = Math.floor(budget / 2);
  const headEnd = utf8HeadEnd(text, headBudget);
  const tailStart = Math.max(headEnd, utf8TailStart(text, budget - headBudget));
  const removed =
    policy.mode === "tokens"
      ? `${Math.ceil((utf8Length(text) - budget) / BYTES_PER_TOKEN)} tokens`
      : `${countCharacters(text.slice(headEnd, tailStart))} chars`;
  return `${text.slice(0, headEnd)}…${removed} truncated…${text.slice(tailStart)}`;
}

/** Lines of a text; a final line feed opens no new line. */
export function countLines(text: string): number {
  if (text === "") return 0;
  let lines = text.endsWith("\n") ? 0 : 1;
  for (let index = text.indexOf("\n"); index >= 0; index = text.indexOf("\n", index + 1)) lines += 1;
  return lines;
}

/** Like `truncateText`, led by a line with the number of lines when something was cut. */
export function formatTruncated(text: string, policy: TruncationPolicy): string {
  if (fits(text, byteBudget(policy))) return text;
  return `Total output lines: ${countLines(text)}\n\n${truncateText(text, policy)}`;
}

/**
 * Cuts a list: its texts share one budget in order, the one that overflows is cut, later ones are
 * dropped and counted in a last text. Images stay, whatever their size.
 */
export function truncateContent(
  content: readonly ToolOutputContent[],
  policy: TruncationPolicy,
): ToolOutputContent[] {
  const kept: ToolOutputContent[] = [];
  let remaining = policy.limit;
  let omitted = 0;
  for (const part of content) {
    if (part.type === "input_image") {
      kept.push(part);
      continue;
    }
    if (remaining <= 0) {
      omitted += 1;
      continue;
    }
    const bytes = utf8Length(part.text);
    const cost = policy.mode === "bytes" ? bytes : Math.ceil(bytes / BYTES_PER_TOKEN);
    if (cost <= remaining) {
      kept.push(part);
      remaining -= cost;
    } else {
      kept.push({ ...part, text: truncateText(part.text, { mode: policy.mode, limit: remaining }) });
      remaining = 0;
    }
  }
  if (omitted > 0) kept.push({ type: "input_text", text: `[omitted ${omitted} text items ...]` });
  return kept;
}

/** A tool output as history records it under the turn's policy; any other item is returned as it is. */
export function truncateForHistory(item: ResponseItem, policy: TruncationPolicy): ResponseItem {
  if (item.type !== "function_call_output" && item.type !== "custom_tool_call_output") return item;
  const recording = recordingPolicy(policy);
  if (item.type === "custom_tool_call_output" || typeof item.output === "string") {
    const text = item.output as string;
    const output = truncateText(text, recording);
    return output === text ? item : { ...item, output };
  }
  return { ...item, output: truncateContent(item.output, recording) };
}
