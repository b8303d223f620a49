/** Tells a run to people, on stderr. */
import type { NotificationParams, ServerNotification } from "@codex-ts/protocol/app-server";
import { createItemPrinter } from "./item-printer.ts";
import { heading } from "./paint.ts";
import type { PrinterOptions } from "./printer-options.ts";
import { visibleValue } from "./visible-text.ts";

const PLAN_MARKS = { completed: "✓", inProgress: "→", pending: "•" } as const;

/** Writes what happens as it happens, with control characters shown and not carried out. */
export interface HumanPrinter {
  print(notification: ServerNotification): void;
}

type Printers = {
  readonly [Method in ServerNotification["method"]]?: (params: NotificationParams<Method>) => void;
};

/** Makes the printer of a run. */
export function createHumanPrinter(options: PrinterOptions): HumanPrinter {
  const { lines, paint } = options;
  const items = createItemPrinter(options);
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
      print?.(visibleValue(params));
    },
  };
}
