/** Translates what the engine tells into the lines of `--json`. */
import type { ExecThreadEvent, ExecThreadItem } from "@codex-ts/protocol";
import type { NotificationParams, ServerNotification, ThreadItem } from "@codex-ts/protocol/app-server";
import { toExecItem } from "./exec-item.ts";

/** The translation of one run; remembers ids and what is open. */
export interface JsonProjector {
  /** The lines that a notification causes. */
  project(notification: ServerNotification): readonly ExecThreadEvent[];
}

type Plan = NotificationParams<"turn/plan/updated">["plan"];

/** Makes the projector of a run for the thread's own turns. */
export function createJsonProjector(): JsonProjector {
  let nextId = 0;
  /** Our ids of items that have been mentioned, by the engine's. */
  const ids = new Map<string, string>();
  const openCommands = new Map<string, Extract<ExecThreadItem, { type: "command_execution" }>>();
  let todo: { readonly id: string; plan: Plan } | undefined;
  let usage = { input_tokens: 0, cached_input_tokens: 0, output_tokens: 0 };
  let failure: string | undefined;

  const newId = () => `item_${nextId++}`;
  const idOf = (itemId: string) => {
    const known = ids.get(itemId) ?? newId();
    ids.set(itemId, known);
    return known;
  };
  const todoItem = (id: string, plan: Plan): ExecThreadItem => ({
    id,
    type: "todo_list",
    items: plan.map(({ step, status }) => ({ text: step, completed: status === "completed" })),
  });

  function onStarted(item: ThreadItem): ExecThreadEvent[] {
    if (!STARTED_KINDS.has(item.type)) return [];
    const shown = toExecItem(item, () => idOf(item.id));
    if (!shown) return [];
    if (shown.type === "command_execution") openCommands.set(item.id, shown);
    return [{ type: "item.started", item: shown }];
  }

  function onCompleted(item: ThreadItem): ExecThreadEvent[] {
    openCommands.delete(item.id);
    const shown = toExecItem(item, () => idOf(item.id));
    if (!shown) return [];
    // One item for each section of a reasoning summary.
    if (item.type === "reasoning") {
      return item.summary.map((text) => ({
        type: "item.completed",
        item: { id: newId(), type: "reasoning", text },
      }));
    }
    return [{ type: "item.completed", item: shown }];
  }

  function onPlan(plan: Plan): ExecThreadEvent[] {
    const type = todo ? "item.updated" : "item.started";
    todo = { id: todo?.id ?? newId(), plan };
    return [{ type, item: todoItem(todo.id, plan) }];
  }

  function onTurnEnd(status: string): ExecThreadEvent[] {
    const lines: ExecThreadEvent[] = [];
    if (todo) lines.push({ type: "item.completed", item: todoItem(todo.id, todo.plan) });
    todo = undefined;
    for (const item of openCommands.values()) {
      lines.push({ type: "item.completed", item: { ...item, exit_code: null, status: "completed" } });
    }
    openCommands.clear();
    if (status === "interrupted") failure ??= "interrupted";
    lines.push(
      failure === undefined
        ? { type: "turn.completed", usage }
        : { type: "turn.failed", error: { message: failure } },
    );
    return lines;
  }

  return {
    project({ method, params }) {
      switch (method) {
        case "turn/started":
          failure = undefined;
          return [{ type: "turn.started" }];
        case "turn/completed":
          return onTurnEnd(params.turn.status);
        case "item/started":
          return onStarted(params.item);
        case "item/completed":
          return onCompleted(params.item);
        case "turn/plan/updated":
          return onPlan(params.plan);
        case "thread/tokenUsage/updated": {
          const { total } = params.tokenUsage;
          usage = {
            input_tokens: total.inputTokens,
            cached_input_tokens: total.cachedInputTokens,
            output_tokens: total.outputTokens,
          };
          return [];
        }
        case "error":
          return [{ type: "error", message: onError(params) }];
        case "warning":
          return [{ type: "item.completed", item: { id: newId(), type: "error", message: params.message } }];
        default:
          return [];
      }
    },
  };

  function onError({ error, willRetry }: NotificationParams<"error">): string {
    if (!willRetry) failure = error.message;
    return error.additionalDetails === null ? error.message : `${error.message} (${error.additionalDetails})`;
  }
}

/** Other kinds are told only when they are complete. */
const STARTED_KINDS: ReadonlySet<ThreadItem["type"]> = new Set(["commandExecution", "webSearch"]);
