/** Tells a run to people, on stderr. */
import type {
  NotificationParams,
  ServerNotification,
  ThreadItem,
  ThreadItemOf,
} from "@codex-ts/protocol/app-server";
import type { Paint } from "./style.ts";

/** Lines of a command's output that are shown (Codex 0.99.0). */
const MAX_OUTPUT_LINES = 20;

/** What a printer writes with. */
export interface HumanPrinterOptions {
  readonly write: (line: string) => void;
  readonly paint: Paint;
  readonly hidesReasoning: boolean;
}

/** Writes what happens as it happens. */
export interface HumanPrinter {
  print(notification: ServerNotification): void;
}

/** Makes the printer of a run. */
export function createHumanPrinter({ write, paint, hidesReasoning }: HumanPrinterOptions): HumanPrinter {
  const title = (text: string) => paint(["italic", "magenta"], text);
  let tokens = 0;

  function onStarted(item: ThreadItem): void {
    if (item.type === "commandExecution") {
      write(`${title("exec")}\n${paint("bold", item.command)} in ${item.cwd}`);
    } else if (item.type === "webSearch") write("🌐 Searching the web...");
    else if (item.type === "fileChange") {
      write(title("file update"));
      for (const change of item.changes) write(describeChange(change));
    }
  }

  function onCompleted(item: ThreadItem): void {
    switch (item.type) {
      case "agentMessage":
        write(`${title("codex")}\n${item.text}`);
        return;
      case "reasoning":
        if (!hidesReasoning && item.summary.length > 0) {
          write(`${title("thinking")}\n${item.summary.join("\n\n")}`);
        }
        return;
      case "plan":
        write(`${title("plan")}\n${item.text}`);
        return;
      case "commandExecution":
        onCommandEnd(item);
        return;
      case "fileChange": {
        const isGood = item.status === "completed";
        write(paint(isGood ? "green" : "red", `patch ${item.status}`));
        return;
      }
      case "webSearch":
        write(`🌐 Searched: ${item.query}`);
        return;
      case "imageView":
        write(`viewed image ${item.path}`);
        return;
      case "contextCompaction":
        write("context compacted");
        return;
      case "userMessage":
        return;
    }
  }

  function onCommandEnd(item: ThreadItemOf<"commandExecution">): void {
    const time = item.durationMs === null ? "" : ` in ${formatDuration(item.durationMs)}`;
    const result =
      item.exitCode === 0
        ? paint("green", ` succeeded${time}:`)
        : paint("red", ` exited ${item.exitCode ?? "without a code"}${time}:`);
    write(`${paint("bold", item.command)}${result}`);
    const lines = (item.aggregatedOutput ?? "").trimEnd().split("\n");
    const shown = lines.slice(0, MAX_OUTPUT_LINES);
    if (lines.length > shown.length) shown.push(`… ${lines.length - shown.length} more lines`);
    if (shown.some((line) => line !== "")) write(paint("dim", shown.join("\n")));
  }

  function onPlan({ explanation, plan }: NotificationParams<"turn/plan/updated">): void {
    write(title("Plan update"));
    if (explanation !== null) write(paint("italic", explanation));
    const marks = { completed: "✓", inProgress: "→", pending: "•" } as const;
    for (const { step, status } of plan) write(`  ${marks[status]} ${step}`);
  }

  function onTurnEnd(status: string): void {
    if (status === "interrupted") write(paint("red", "task interrupted"));
    else if (tokens > 0) write(`${title("tokens used")}\n${tokens.toLocaleString("en-US")}`);
  }

  return {
    print({ method, params }) {
      switch (method) {
        case "item/started":
          onStarted(params.item);
          return;
        case "item/completed":
          onCompleted(params.item);
          return;
        case "turn/plan/updated":
          onPlan(params);
          return;
        case "turn/diff/updated":
          write(`${title("file update:")}\n${params.diff.trimEnd()}`);
          return;
        case "turn/completed":
          onTurnEnd(params.turn.status);
          return;
        case "thread/tokenUsage/updated": {
          const { total } = params.tokenUsage;
          tokens = Math.max(0, total.inputTokens - total.cachedInputTokens) + total.outputTokens;
          return;
        }
        case "error": {
          const { error, willRetry } = params;
          const details = error.additionalDetails === null ? "" : ` (${error.additionalDetails})`;
          if (willRetry) write(paint("dim", `${error.message}${details}`));
          else write(`${paint(["bold", "red"], "ERROR:")} ${error.message}`);
          return;
        }
        case "warning":
          write(`${paint(["bold", "yellow"], "warning:")} ${params.message}`);
          return;
        case "deprecationNotice": {
          const details = params.details === null ? "" : `\n${paint("dim", params.details)}`;
          write(`${paint(["bold", "magenta"], "deprecated:")} ${params.summary}${details}`);
          return;
        }
        default:
          return;
      }
    },
  };
}

function describeChange({ path, kind, diff }: ThreadItemOf<"fileChange">["changes"][number]): string {
  if (kind.type === "update" && kind.move_path !== null) return `R ${path} -> ${kind.move_path}\n${diff}`;
  return `${{ add: "A", delete: "D", update: "M" }[kind.type]} ${path}\n${diff.trimEnd()}`;
}

/** `51ms`, `1.20s` or `2m05s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(2)}s`;
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, "0")}s`;
}
