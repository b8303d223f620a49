/** Commands: start, output, end, terminal input. */
import type { EventOf, ParsedCommand } from "@codex-ts/protocol";
import type { CommandAction, CommandExecutionItem } from "@codex-ts/protocol/app-server";
import { joinArgv } from "@codex-ts/shell-command";
import { itemNotification, type Projectors } from "./projector.ts";

type ExecEventType =
  | "exec_command_begin"
  | "exec_command_output_delta"
  | "exec_command_end"
  | "terminal_interaction";

/** The exit code that the engine gives to a command that never ran. */
const NOT_RUN = -1;

export const execProjectors: Projectors<ExecEventType> = {
  exec_command_begin(msg, turnId, state) {
    const item = toCommandItem(msg);
    state.openCommands.set(msg.call_id, item);
    return [itemNotification("item/started", item, turnId, state)];
  },
  exec_command_output_delta: (msg, turnId, state) => [
    {
      method: state.openPatches.has(msg.call_id)
        ? "item/fileChange/outputDelta"
        : "item/commandExecution/outputDelta",
      params: {
        threadId: state.threadId,
        turnId,
        itemId: msg.call_id,
        delta: Buffer.from(msg.chunk, "base64").toString("utf8"),
      },
    },
  ],
  /** A command that an interrupt cut off has told its end before. */
  exec_command_end(msg, turnId, state) {
    if (!state.openCommands.delete(msg.call_id)) return [];
    const isRefused = state.refused.delete(msg.call_id) && msg.exit_code === NOT_RUN;
    const item: CommandExecutionItem = {
      ...toCommandItem(msg),
      ...(isRefused ? { status: "declined" } : toResult(msg)),
    };
    return [itemNotification("item/completed", item, turnId, state)];
  },
  terminal_interaction: (msg, turnId, state) => [
    {
      method: "item/commandExecution/terminalInteraction",
      params: {
        threadId: state.threadId,
        turnId,
        itemId: msg.call_id,
        processId: msg.process_id,
        stdin: msg.stdin,
      },
    },
  ],
};

function toResult(msg: EventOf<"exec_command_end">): Partial<CommandExecutionItem> {
  return {
    status: msg.exit_code === 0 ? "completed" : "failed",
    aggregatedOutput: msg.aggregated_output === "" ? null : msg.aggregated_output,
    exitCode: msg.exit_code,
    durationMs: msg.duration.secs * 1000 + Math.floor(msg.duration.nanos / 1_000_000),
  };
}

/** A command that has not ended, from any event that describes it. */
export function toCommandItem(
  msg: Pick<EventOf<"exec_command_begin">, "call_id" | "command" | "cwd" | "process_id" | "parsed_cmd"> &
    Partial<Pick<EventOf<"exec_command_begin">, "source">>,
): CommandExecutionItem {
  return {
    type: "commandExecution",
    id: msg.call_id,
    command: joinArgv(msg.command),
    cwd: msg.cwd,
    processId: msg.process_id ?? null,
    status: "inProgress",
    ...(msg.source === "user_shell" ? { source: "userShell" as const } : {}),
    commandActions: msg.parsed_cmd.map(toCommandAction),
    aggregatedOutput: null,
    exitCode: null,
    durationMs: null,
  };
}

/** A classified command as clients see it. */
export function toCommandAction(parsed: ParsedCommand): CommandAction {
  switch (parsed.type) {
    case "read":
      return { type: "read", command: parsed.cmd, name: parsed.name, path: parsed.path };
    case "list_files":
      return { type: "listFiles", command: parsed.cmd, path: parsed.path ?? null };
    case "search":
      return {
        type: "search",
        command: parsed.cmd,
        query: parsed.query ?? null,
        path: parsed.path ?? null,
      };
    case "unknown":
      return { type: "unknown", command: parsed.cmd };
  }
}
