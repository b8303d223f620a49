/** Notifications of the app-server as short values for tests. */
import type {
  CommandExecutionItem,
  NotificationParams,
  ServerNotification,
  ThreadItem,
  Turn,
} from "@codex-ts/protocol/app-server";

const ofTurn = { threadId: "t", turnId: "0" };

export const started = (item: ThreadItem): ServerNotification => ({
  method: "item/started",
  params: { ...ofTurn, item },
});

export const completed = (item: ThreadItem): ServerNotification => ({
  method: "item/completed",
  params: { ...ofTurn, item },
});

const turn = (status: Turn["status"]) => ({
  threadId: "t",
  turn: { id: "0", items: [], status, error: null },
});

export const turnStarted: ServerNotification = { method: "turn/started", params: turn("inProgress") };

export const turnCompleted = (status: Turn["status"] = "completed"): ServerNotification => ({
  method: "turn/completed",
  params: turn(status),
});

/** A command; its end is given by an exit code. */
export const command = (id: string, changes: Partial<CommandExecutionItem> = {}): CommandExecutionItem => ({
  type: "commandExecution",
  id,
  command: `/bin/bash -lc 'run ${id}'`,
  cwd: "/repo",
  processId: null,
  status: "inProgress",
  commandActions: [],
  aggregatedOutput: null,
  exitCode: null,
  durationMs: null,
  ...changes,
});

export const ended = (id: string, exitCode: number, output: string | null): CommandExecutionItem =>
  command(id, {
    status: exitCode === 0 ? "completed" : "failed",
    exitCode,
    aggregatedOutput: output,
    durationMs: 51,
  });

export const plan = (...steps: NotificationParams<"turn/plan/updated">["plan"]): ServerNotification => ({
  method: "turn/plan/updated",
  params: { ...ofTurn, explanation: "step by step", plan: steps },
});

export const failure = (message: string, retryDetails?: string): ServerNotification => ({
  method: "error",
  params: {
    ...ofTurn,
    willRetry: retryDetails !== undefined,
    error: { message, codexErrorInfo: null, additionalDetails: retryDetails ?? null },
  },
});

export const warning = (message: string): ServerNotification => ({
  method: "warning",
  params: { threadId: "t", message },
});

export const usage = (input: number, cached: number, output: number): ServerNotification => {
  const total = {
    totalTokens: input + output,
    inputTokens: input,
    cachedInputTokens: cached,
    outputTokens: output,
    reasoningOutputTokens: 0,
  };
  return {
    method: "thread/tokenUsage/updated",
    params: { ...ofTurn, tokenUsage: { total, last: total, modelContextWindow: null } },
  };
};
