/** Translates what the engine tells into the lines of `--json`. */
import type { ExecThreadEvent, ExecThreadItem } from "@codex-ts/protocol";
import type { NotificationParams, ServerNotification, ThreadItem } from "@codex-ts/protocol/app-server";
import { isReported, toExecItem } from "./exec-item.ts";

/** The translation of one run; remembers ids and what is open. */
export interface JsonProjector {
  /** The lines that a notification causes, in order. */
  project(notification: ServerNotification): readonly ExecThreadEvent[];
}

type Plan = NotificationParams<"turn/plan/updated">["plan"];
type CommandItem = Extract<ExecThreadItem, { type: "command_execution" }>;

type Projectors = {
  readonly [Method in ServerNotification["method"]]?: (
    params: NotificationParams<Method>,
  ) => readonly ExecThreadEvent[];
};

/** Kinds that are told when they start; the others only when they are complete. */
const STARTED_KINDS: ReadonlySet<ThreadItem["type"]> = new Set([
  "commandExecution",
  "mcpToolCall",
  "collabAgentToolCall",
  "webSearch",
]);

/** Makes the projector of a run. Item ids count from `item_0`, in the order in which items are first told. */
export function createJsonProjector(): JsonProjector {
  const ids = createItemIds();
  const openCommands = new Map<string, CommandItem>();
  let todo: { readonly id: string; readonly plan: Plan } | undefined;
  let usage = { input_tokens: 0, cached_input_tokens: 0, output_tokens: 0 };
  let failure: string | undefined;

  /** What is still open ends with the turn: the plan, then commands in the background, then the turn itself. */
  const endTurn = (status: string): ExecThreadEvent[] => {
    const items = [
      ...(todo ? [toTodoList(todo.id, todo.plan)] : []),
      ...[...openCommands.values()].map(
        (command) => ({ ...command, exit_code: null, status: "completed" }) as const,
      ),
    ];
    todo = undefined;
    openCommands.clear();
    if (status === "interrupted") failure ??= "interrupted";
    return [
      ...items.map((item) => ({ type: "item.completed", item }) as const),
      failure === undefined
        ? { type: "turn.completed", usage }
        : { type: "turn.failed", error: { message: failure } },
    ];
  };

  const projectors: Projectors = {
    "turn/started"() {
      failure = undefined;
      return [{ type: "turn.started" }];
    },
    "turn/completed": ({ turn }) => endTurn(turn.status),
    "item/started"({ item }) {
      if (!STARTED_KINDS.has(item.type) || !isReported(item)) return [];
      const told = toStartedItem(toExecItem(item, ids.open(item.id)));
      if (told.type === "command_execution") openCommands.set(item.id, told);
      return [{ type: "item.started", item: told }];
    },
    "item/completed"({ item }) {
      openCommands.delete(item.id);
      if (item.type === "reasoning") {
        // One item for each section of the summary.
        return item.summary.map((text) => completed({ id: ids.next(), type: "reasoning", text }));
      }
      return isReported(item) ? [completed(toExecItem(item, ids.close(item.id)))] : [];
    },
    "turn/plan/updated"({ plan }) {
      const type = todo ? "item.updated" : "item.started";
      todo = { id: todo?.id ?? ids.next(), plan };
      return [{ type, item: toTodoList(todo.id, plan) }];
    },
    "thread/tokenUsage/updated"({ tokenUsage: { total } }) {
      usage = {
        input_tokens: total.inputTokens,
        cached_input_tokens: total.cachedInputTokens,
        output_tokens: total.outputTokens,
      };
      return [];
    },
    error({ error, willRetry }) {
      const details = error.additionalDetails === null ? "" : ` (${error.additionalDetails})`;
      const message = `${error.message}${details}`;
      if (!willRetry) failure = message;
      return [{ type: "error", message }];
    },
    warning: ({ message }) => [completed({ id: ids.next(), type: "error", message })],
  };

  return {
    project({ method, params }) {
      // The table pairs each method with its own params.
      const project = projectors[method] as ((params: unknown) => readonly ExecThreadEvent[]) | undefined;
      return project?.(params) ?? [];
    },
  };
}

function completed(item: ExecThreadItem): ExecThreadEvent {
  return { type: "item.completed", item };
}

function toTodoList(id: string, plan: Plan): ExecThreadItem {
  const items = plan.map(({ step, status }) => ({ text: step, completed: status === "completed" }));
  return { id, type: "todo_list", items };
}

/** What a search was for is told when it is done, however early it was known (0.99.0). */
function toStartedItem(item: ExecThreadItem): ExecThreadItem {
  return item.type === "web_search" ? { ...item, query: "", action: { type: "other" } } : item;
}

/** Numbers items in the order of their first mention. */
function createItemIds() {
  const opened = new Map<string, string>();
  let count = 0;
  const next = () => {
    const id = `item_${count}`;
    count += 1;
    return id;
  };
  return {
    next,
    /** The id under which an item of the engine starts. */
    open(itemId: string): string {
      const id = next();
      opened.set(itemId, id);
      return id;
    },
    /** The id of an item that ends: that of its start, or a new one. A server may use its own ids twice. */
    close(itemId: string): string {
      const id = opened.get(itemId) ?? next();
      opened.delete(itemId);
      return id;
    },
  };
}
