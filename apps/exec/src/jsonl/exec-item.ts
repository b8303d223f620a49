/** A thread item in the shape of `--json`. */
import type { ExecThreadItem } from "@codex-ts/protocol";
import type { ThreadItem, ThreadItemOf, WebSearchAction } from "@codex-ts/protocol/app-server";
import { type ReportedCollabItem, toCollabToolCall, toMcpToolCall } from "./tool-call-item.ts";

/** Items that become exactly one item of the stream. */
export type ReportedItem =
  | ThreadItemOf<"agentMessage" | "commandExecution" | "fileChange" | "mcpToolCall" | "webSearch">
  | ReportedCollabItem;

const REPORTED: ReadonlySet<ThreadItem["type"]> = new Set<ReportedItem["type"]>([
  "agentMessage",
  "commandExecution",
  "fileChange",
  "mcpToolCall",
  "collabAgentToolCall",
  "webSearch",
]);

/** Whether an item becomes one of the stream; reasoning becomes several, and others none. */
export function isReported(item: ThreadItem): item is ReportedItem {
  return REPORTED.has(item.type) && !(item.type === "collabAgentToolCall" && item.tool === "resumeAgent");
}

/** The item as exec reports it, under the id of the stream. */
export function toExecItem(item: ReportedItem, id: string): ExecThreadItem {
  switch (item.type) {
    case "agentMessage":
      return { id, type: "agent_message", text: item.text };
    case "commandExecution":
      return {
        id,
        type: "command_execution",
        command: item.command,
        aggregated_output: item.aggregatedOutput ?? "",
        exit_code: item.exitCode,
        status: item.status === "inProgress" ? "in_progress" : item.status,
      };
    case "fileChange":
      return {
        id,
        type: "file_change",
        changes: item.changes.map(({ path, kind }) => ({ path, kind: kind.type })),
        status: toFileStatus(item.status),
      };
    case "mcpToolCall":
      return toMcpToolCall(item, id);
    case "collabAgentToolCall":
      return toCollabToolCall(item, id);
    case "webSearch":
      // 0.99.0 writes the key `id` twice, the stream's and then the call's; JSON readers keep the last.
      return { id: item.id, type: "web_search", query: item.query, action: toAction(item.action) };
  }
}

/** The stream has no word for a declined patch. */
function toFileStatus(status: ThreadItemOf<"fileChange">["status"]) {
  if (status === "inProgress") return "in_progress";
  return status === "completed" ? "completed" : "failed";
}

function toAction(action: WebSearchAction | null): { readonly type: string } {
  switch (action?.type) {
    case undefined:
    case "other":
      return { type: "other" };
    case "search":
      return { type: "search", ...present({ query: action.query, queries: action.queries }) };
    case "openPage":
      return { type: "open_page", ...present({ url: action.url }) };
    case "findInPage":
      return { type: "find_in_page", ...present({ url: action.url, pattern: action.pattern }) };
  }
}

/** Leaves out what is null. */
function present(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
