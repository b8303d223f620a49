/** Tells a run to people, on stderr. */
import type {
  NotificationParams,
  ServerNotification,
  ThreadItem,
  ThreadItemOf,
} from "@codex-ts/protocol/app-server";
import { formatDuration } from "./format-duration.ts";
import { formatFileChange } from "./format-file-change.ts";
import type { LineWriter } from "./line-writer.ts";
import type { Paint } from "./paint.ts";

/** Lines of a command's output that are shown (Codex 0.99.0). */
const MAX_OUTPUT_LINES = 20;

const PLAN_MARKS = { completed: "✓", inProgress: "→", pending: "•" } as const;

/** What a printer writes with. */
export interface HumanPrinterOptions {
  readonly lines: LineWriter;
  readonly paint: Paint;
  readonly hidesReasoning: boolean;
  readonly showsRawReasoning: boolean;
}

/** Writes what happens as it happens. */
export interface HumanPrinter {
  print(notification: ServerNotification): void;
}

type Printers = {
  readonly [Method in ServerNotification["method"]]?: (params: NotificationParams<Method>) => void;
};

/** Makes the printer of a run. */
export function createHumanPrinter(options: HumanPrinterOptions): HumanPrinter {
  const { lines, paint } = options;
  const items = createItemPrinters(options);
  let tokens = 0;
  let shownDiff = "";

  const printers: Printers = {
    "item/started": ({ item }) => items.started(item),
    "item/completed": ({ item }) => items.completed(item),
    "item/fileChange/outputDelta": ({ delta }) => lines.line(paint("dim", delta.trimEnd())),
    "turn/plan/updated"({ explanation, plan }) {
      lines.line(heading(paint, "Plan update"));
      if (explanation !== null) lines.line(paint("italic", explanation));
      for (const { step, status } of plan) lines.line(`  ${PLAN_MARKS[status]} ${step}`);
    },
    "turn/diff/updated"({ diff }) {
      // The engine tells the diff of the whole turn once more at its end.
      if (diff !== shownDiff) lines.line(`${heading(paint, "file update:")}\n${diff.trimEnd()}`);
      shownDiff = diff;
    },
    "turn/completed"({ turn }) {
      if (turn.status === "interrupted") lines.line(paint("red", "task interrupted"));
      else if (tokens > 0) lines.line(`${heading(paint, "tokens used")}\n${tokens.toLocaleString("en-US")}`);
    },
    "thread/tokenUsage/updated"({ tokenUsage: { total } }) {
      tokens = Math.max(0, total.inputTokens - total.cachedInputTokens) + total.outputTokens;
    },
    error({ error, willRetry }) {
      const details = error.additionalDetails === null ? "" : ` (${error.additionalDetails})`;
      if (willRetry) lines.line(paint("dim", `${error.message}${details}`));
      else lines.line(`${paint(["bold", "red"], "ERROR:")} ${error.message}${details}`);
    },
    warning: ({ message }) => lines.line(`${paint(["bold", "yellow"], "warning:")} ${message}`),
    configWarning: ({ summary }) => lines.line(`${paint(["bold", "yellow"], "warning:")} ${summary}`),
    deprecationNotice({ summary, details }) {
      lines.line(`${paint(["bold", "magenta"], "deprecated:")} ${summary}`);
      if (details !== null) lines.line(paint("dim", details));
    },
  };

  return {
    print({ method, params }) {
      // The table pairs each method with its own params.
      const print = printers[method] as ((params: unknown) => void) | undefined;
      print?.(params);
    },
  };
}

function heading(paint: Paint, text: string): string {
  return paint(["italic", "magenta"], text);
}

interface ItemPrinters {
  started(item: ThreadItem): void;
  completed(item: ThreadItem): void;
}

function createItemPrinters(options: HumanPrinterOptions): ItemPrinters {
  const { lines, paint } = options;
  const title = (text: string) => heading(paint, text);
  return {
    started(item) {
      if (item.type === "commandExecution") {
        lines.line(title("exec"));
        lines.begin(item.id, describeCommand(paint, item));
      } else if (item.type === "webSearch") lines.line("🌐 Searching the web...");
      else if (item.type === "fileChange") {
        lines.line([title("file update"), ...item.changes.map(formatFileChange)].join("\n"));
      }
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

function printReasoning(options: HumanPrinterOptions, item: ThreadItemOf<"reasoning">): void {
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
  const output = (item.aggregatedOutput ?? "").trimEnd();
  if (output === "") return;
  const all = output.split("\n");
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
  return paint("red", exitCode === null ? ` stopped${time}` : ` exited ${exitCode}${time}:`);
}

function describePatchEnd(paint: Paint, { status }: ThreadItemOf<"fileChange">): string {
  if (status === "completed") return paint("green", "patch applied");
  return paint("red", status === "declined" ? "patch declined" : "patch failed");
}
