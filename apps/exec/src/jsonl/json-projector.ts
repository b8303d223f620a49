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
type Usage = Extract<ExecThreadEvent, { type: "turn.completed" }>["usage"];

/** What the translation remembers between notifications. */
interface RunState {
  readonly ids: ItemIds;
  /** Commands that have started and not ended, by the engine's id. */
  readonly openCommands: Map<string, CommandItem>;
  /** The turn's list of steps, once it has one. */
  todo: { readonly id: string; readonly plan: Plan } | undefined;
  /** The thread's totals. */
  usage: Usage;
  /** Why the running turn fails. */
  failure: string | undefined;
}

type Projectors = {
  readonly [Method in ServerNotification["method"]]?: (
    params: NotificationParams<Method>,
    state: RunState,
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
  const state: RunState = {
    ids: createItemIds(),
    openCommands: new Map(),
    todo: undefined,
    usage: { input_tokens: 0, cached_input_tokens: 0, output_tokens: 0 },
    failure: undefined,
  };
  return {
    project({ method, params }) {
      // The table pairs each method with its own params.
      const project = projectors[method] as
        | ((params: unknown, state: RunState) => readonly ExecThreadEvent[])
        | undefined;
      return project?.(params, state) ?? [];
    },
  };
}

const projectors: Projectors = {
  "turn/started"(_params, state) {
    state.failure = undefined;
    return [{ type: "turn.started" }];
  },
  "turn/completed": ({ turn }, state) => endTurn(turn.status, state),
  "item/started"({ item }, { ids, openCommands }) {
    if (!STARTED_KINDS.has(item.type) || !isReported(item)) return [];
    const told = toStartedItem(toExecItem(item, ids.open(item.id)));
    if (told.type === "command_execution") openCommands.set(item.id, told);
    return [{ type: "item.started", item: told }];
  },
  "item/completed"({ item }, { ids, openCommands }) {
    openCommands.delete(item.id);
    if (item.type === "reasoning") {
      // One item for each section of the summary.
      return item.summary.map((text) => completed({ id: ids.next(), type: "reasoning", text }));
    }
    return isReported(item) ? [completed(toExecItem(item, ids.close(item.id)))] : [];
  },
  "turn/plan/updated"({ plan }, state) {
    const type = state.todo ? "item.updated" : "item.started";
    const id = state.todo?.id ?? state.ids.next();
    state.todo = { id, plan };
    return [{ type, item: toTodoList(id, plan) }];
  },
  "thread/tokenUsage/updated"({ tokenUsage: { total } }, state) {
    state.usage = {
      input_tokens: total.inputTokens,
      cached_input_tokens: total.cachedInputTokens,
      output_tokens: total.outputTokens,
    };
    return [];
  },
  error({ error, willRetry }, state) {
    const details = error.additionalDetails === null ? "" : ` (${error.additionalDetails})`;
    const message = `${error.message}${details}`;
    if (!willRetry) state.failure = message;
    return [{ type: "error", message }];
  },
  warning: ({ message }, { ids }) => [completed({ id: ids.next(), type: "error", message })],
};

/** What is still open ends with the turn: the plan, then commands in the background, then the turn itself. */
function endTurn(status: string, state: RunState): readonly ExecThreadEvent[] {
  const { todo, openCommands } = state;
  const items: ExecThreadItem[] = todo ? [toTodoList(todo.id, todo.plan)] : [];
  for (const command of openCommands.values()) {
    items.push({ ...command, exit_code: null, status: "completed" });
  }
  state.todo = undefined;
  openCommands.clear();
  const failure = state.failure ?? (status === "interrupted" ? "interrupted" : undefined);
  return [
    ...items.map(completed),
    failure === undefined
      ? { type: "turn.completed", usage: state.usage }
      : { type: "turn.failed", error: { message: failure } },
  ];
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
interface ItemIds {
  /** A new id. */
  next(): string;
  /** The id under which an item of the engine starts. */
  open(itemId: string): string;
  /** The id of an item that ends: that of its start, or a new one. A server may use its own ids twice. */
  close(itemId: string): string;
}

function createItemIds(): ItemIds {
  const opened = new Map<string, string>();
  let count = 0;
  const next = () => {
    const id = `item_${count}`;
    count += 1;
    return id;
  };
  return {
    next,
    open(itemId) {
      const id = next();
      opened.set(itemId, id);
      return id;
    },
    close(itemId) {
      const id = opened.get(itemId) ?? next();
      opened.delete(itemId);
      return id;
    },
  };
}
