/** A thread item in the shape of `--json`. */
import type { ExecThreadItem } from "@codex-ts/protocol";
import type { ThreadItem, ThreadItemOf, WebSearchAction } from "@codex-ts/protocol/app-server";

/** The item as exec reports it; undefined for kinds that are not reported. `id` is called only for the others. */
export function toExecItem(item: ThreadItem, id: () => string): ExecThreadItem | undefined {
  switch (item.type) {
    case "agentMessage":
      return { id: id(), type: "agent_message", text: item.text };
    case "reasoning":
      return { id: "", type: "reasoning", text: item.summary.join("\n") };
    case "commandExecution":
      return {
        id: id(),
        type: "command_execution",
        command: item.command,
        aggregated_output: item.aggregatedOutput ?? "",
        exit_code: item.exitCode,
        status: item.status === "inProgress" ? "in_progress" : item.status,
      };
    case "fileChange":
      return toFileChange(item, id());
    case "webSearch":
      // The call's own id follows under the same key; JSON readers keep the last one, as with 0.99.0.
      return {
        id: id() && item.id,
        type: "web_search",
        query: item.query,
        action: toAction(item.action),
      };
    case "userMessage":
    case "plan":
    case "imageView":
    case "contextCompaction":
      return undefined;
  }
}

function toFileChange(item: ThreadItemOf<"fileChange">, id: string): ExecThreadItem {
  return {
    id,
    type: "file_change",
    changes: item.changes.map(({ path, kind }) => ({ path, kind: kind.type })),
    status:
      item.status === "inProgress" ? "in_progress" : item.status === "completed" ? "completed" : "failed",
  };
}

function toAction(action: WebSearchAction | null) {
  switch (action?.type) {
    case undefined:
    case "other":
      return { type: "other" };
    case "search":
      return {
        type: "search",
        ...(action.query === null ? {} : { query: action.query }),
        ...(action.queries === null ? {} : { queries: action.queries }),
      };
    case "openPage":
      return { type: "open_page", ...(action.url === null ? {} : { url: action.url }) };
    case "findInPage":
      return {
        type: "find_in_page",
        ...(action.url === null ? {} : { url: action.url }),
        ...(action.pattern === null ? {} : { pattern: action.pattern }),
      };
  }
}
