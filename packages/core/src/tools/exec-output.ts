/** How the result of a command is told to the model. */
import type { TruncationPolicy } from "@codex-ts/protocol";
import { estimateTextTokens } from "../history/token-estimate.ts";
import { countLines, formatTruncated, truncateText } from "../history/truncate-output.ts";
import { type CommandReport, withTimeoutNote } from "./command-course.ts";
import { exitCodeOf } from "./command-end.ts";

/** What the model is told of a one-shot command. */
type ExecResult = Pick<CommandReport, "end" | "aggregated" | "durationMs">;

/** The layout in lines: `shell_command`, and every shell tool beside a freeform `apply_patch`. */
export function execText(result: ExecResult, truncation: TruncationPolicy): string {
  const full = withTimeoutNote(result);
  const shown = truncateText(full, truncation);
  const lines = countLines(full);
  return [
    `Exit code: ${exitCodeOf(result.end, "one-shot")}`,
    `Wall time: ${tenths(result.durationMs)} seconds`,
    // As in 0.99.0: a cut within one line says so itself.
    ...(lines > countLines(shown) ? [`Total output lines: ${lines}`] : []),
    "Output:",
    shown,
  ].join("\n");
}

/** The layout as JSON: `shell`, `local_shell` and `apply_patch`, as kept in history and rollouts. */
export function execJson(result: ExecResult, truncation: TruncationPolicy): string {
  const output = JSON.stringify(formatTruncated(withTimeoutNote(result), truncation));
  // Numbers are written by hand: the format has one decimal even for whole seconds.
  const seconds = (result.durationMs / 1000).toFixed(1);
  const code = exitCodeOf(result.end, "one-shot");
  return `{"output":${output},"metadata":{"exit_code":${code},"duration_seconds":${seconds}}}`;
}

/** The text layout of an output in the JSON layout; undefined when it is not one. */
export function execJsonToText(json: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!isExecJson(value)) return undefined;
  const { output, metadata } = value;
  const total = /^Total output lines: (\d+)\n\n/.exec(output);
  return [
    `Exit code: ${metadata.exit_code}`,
    `Wall time: ${metadata.duration_seconds} seconds`,
    ...(total ? [`Total output lines: ${total[1]}`] : []),
    "Output:",
    total ? output.slice(total[0].length) : output,
  ].join("\n");
}

interface ExecJson {
  readonly output: string;
  readonly metadata: { readonly exit_code: number; readonly duration_seconds: number };
}

function isExecJson(value: unknown): value is ExecJson {
  if (typeof value !== "object" || value === null) return false;
  const { output, metadata } = value as { output?: unknown; metadata?: unknown };
  if (typeof output !== "string" || typeof metadata !== "object" || metadata === null) return false;
  const { exit_code, duration_seconds } = metadata as { exit_code?: unknown; duration_seconds?: unknown };
  return typeof exit_code === "number" && typeof duration_seconds === "number";
}

/** Seconds with at most one decimal, and none for whole seconds. */
function tenths(ms: number): string {
  return String(Math.round(ms / 100) / 10);
}

/** What a unified-exec call found. */
export interface SessionOutput {
  /** Six hex digits. */
  readonly chunkId: string;
  readonly wallMs: number;
  /** Set when the process has ended. */
  readonly exitCode: number | undefined;
  /** Set while the process lives. */
  readonly sessionId: number | undefined;
  readonly output: string;
  readonly maxOutputTokens: number;
}

/** The layout of `exec_command` and `write_stdin`. */
export function sessionText(result: SessionOutput): string {
  return [
    `Chunk ID: ${result.chunkId}`,
    `Wall time: ${(result.wallMs / 1000).toFixed(4)} seconds`,
    ...(result.exitCode === undefined ? [] : [`Process exited with code ${result.exitCode}`]),
    ...(result.sessionId === undefined ? [] : [`Process running with session ID ${result.sessionId}`]),
    `Original token count: ${estimateTextTokens(result.output)}`,
    "Output:",
    formatSessionOutput(result.output, result.maxOutputTokens),
  ].join("\n");
}

/** Output cut to what the model asked for. */
export function formatSessionOutput(output: string, maxTokens: number): string {
  return formatTruncated(output, { mode: "tokens", limit: Math.max(0, maxTokens) });
}
