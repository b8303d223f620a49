/** Tells items to people: messages, commands, patches, calls. */
import type { ThreadItem, ThreadItemOf } from "@codex-ts/protocol/app-server";
import { formatDuration } from "./format-duration.ts";
import { formatFileChange } from "./format-file-change.ts";
import type { LineWriter } from "./line-writer.ts";
import { heading, type Paint } from "./paint.ts";
import type { PrinterOptions } from "./printer-options.ts";

/** Lines of a command's output, or of a tool's answer, that are shown (Codex 0.99.0). */
const MAX_OUTPUT_LINES = 20;

/** Characters of a prompt for a sub-agent that are shown (Codex 0.99.0). */
const MAX_PROMPT_LENGTH = 120;

/** Writes the start and the end of items. */
export interface ItemPrinter {
  started(item: ThreadItem): void;
  completed(item: ThreadItem): void;
}

/** Makes the printer of a run's items. */
export function createItemPrinter(options: PrinterOptions): ItemPrinter {
  const { lines, paint } = options;
  const title = (text: string) => heading(paint, text);
  return {
    started(item) {
      if (item.type === "commandExecution") {
        lines.line(title("exec"));
        lines.begin(item.id, describeCommand(paint, item));
      } else if (item.type === "fileChange") {
        lines.line([title("file update"), ...item.changes.map(formatFileChange)].join("\n"));
      } else if (item.type === "mcpToolCall") lines.line(`${title("tool")} ${describeMcpCall(item)}`);
      else if (item.type === "collabAgentToolCall") {
        lines.line(`${title("collab")} ${describeCollabCall(item)}`);
      } else if (item.type === "webSearch") lines.line("🌐 Searching the web...");
    },
    completed(item) {
      switch (item.type) {
        case "agentMessage":
          return lines.line(`${title("codex")}\n${item.text}`);
        case "plan":
          return lines.line(`${title("plan")}\n${item.text}`);
        case "reasoning":
          return printReasoning(options, item);
        case "commandExecution":
          return printCommandEnd(lines, paint, item);
        case "fileChange":
          return lines.line(describePatchEnd(paint, item));
        case "mcpToolCall":
          return printMcpEnd(lines, paint, item);
        case "collabAgentToolCall":
          if (item.status !== "failed") return;
          return lines.line(`${describeCollabCall(item)} ${paint("red", "failed")}`);
        case "webSearch":
          return lines.line(`🌐 Searched: ${item.query}`);
        case "imageView":
          return lines.line(`viewed image ${item.path}`);
        case "contextCompaction":
          return lines.line("context compacted");
        default:
          return;
      }
    },
  };
}

function printReasoning(options: PrinterOptions, item: ThreadItemOf<"reasoning">): void {
  const { lines, paint, hidesReasoning, showsRawReasoning } = options;
  const parts = [...(hidesReasoning ? [] : item.summary), ...(showsRawReasoning ? item.content : [])];
  if (parts.length > 0) lines.line(`${heading(paint, "thinking")}\n${parts.join("\n\n")}`);
}

function describeCommand(paint: Paint, { command, cwd }: ThreadItemOf<"commandExecution">): string {
  return `${paint("bold", command)} in ${cwd}`;
}

/** The result stands on the command's own line, unless something else was written since. */
function printCommandEnd(lines: LineWriter, paint: Paint, item: ThreadItemOf<"commandExecution">): void {
  const result = describeCommandEnd(paint, item);
  if (!lines.end(item.id, result)) lines.line(`${describeCommand(paint, item)}${result}`);
  printStart(lines, paint, item.aggregatedOutput ?? "");
}

/** An output that may be long. */
function printStart(lines: LineWriter, paint: Paint, output: string): void {
  if (output.trim() === "") return;
  const all = output.trimEnd().split("\n");
  const shown = all.slice(0, MAX_OUTPUT_LINES);
  if (all.length > shown.length) shown.push(`… ${all.length - shown.length} more lines`);
  lines.line(paint("dim", shown.join("\n")));
}

function describeCommandEnd(
  paint: Paint,
  { status, exitCode, durationMs }: ThreadItemOf<"commandExecution">,
): string {
  if (status === "declined") return paint("red", " declined");
  const time = durationMs === null ? "" : ` in ${formatDuration(durationMs)}`;
  if (exitCode === 0) return paint("green", ` succeeded${time}:`);
  // Below zero: a command that was cut off, or never ran (protocol of 0.99.0).
  if (exitCode === null || exitCode < 0) return paint("red", ` did not finish${time}:`);
  return paint("red", ` exited ${exitCode}${time}:`);
}

function printMcpEnd(lines: LineWriter, paint: Paint, item: ThreadItemOf<"mcpToolCall">): void {
  const time = item.durationMs === null ? "" : ` in ${formatDuration(item.durationMs)}`;
  const result =
    item.status === "failed" ? paint("red", ` failed${time}:`) : paint("green", ` success${time}:`);
  lines.line(`${describeMcpCall(item)}${result}`);
  printStart(lines, paint, item.error ? item.error.message : JSON.stringify(item.result, undefined, 2));
}

function describeMcpCall({ server, tool, arguments: args }: ThreadItemOf<"mcpToolCall">): string {
  return `${server}.${tool}(${JSON.stringify(args)})`;
}

function describeCollabCall({ id, tool, prompt }: ThreadItemOf<"collabAgentToolCall">): string {
  const name = tool.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (prompt === null) return `${name}(${id})`;
  const shown = prompt.length > MAX_PROMPT_LENGTH ? `${prompt.slice(0, MAX_PROMPT_LENGTH)}…` : prompt;
  return `${name}(${id}, prompt=${JSON.stringify(shown)})`;
}

function describePatchEnd(paint: Paint, { status }: ThreadItemOf<"fileChange">): string {
  if (status === "completed") return paint("green", "patch applied");
  return paint("red", status === "declined" ? "patch declined" : "patch failed");
}
