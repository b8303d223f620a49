/** What comes before a command of any tool is announced. */
import type { ParsedCommand } from "@codex-ts/protocol";
import { joinArgv, parseCommand } from "@codex-ts/shell-command";
import type { TurnContext } from "../../ports/turn-context.ts";
import { type GatedCommand, gateCommand, refuseEscalation } from "../approval/command-gate.ts";
import { plainRefusal } from "../approval/refused-call.ts";
import type { ApprovedRun } from "../approval/run-approved.ts";
import { tellRefused } from "../approval/tell-refused.ts";
import { failedOutput, type ToolCall, type ToolOutput } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";
import { interceptPatch } from "./intercept-patch.ts";

/** A command as a tool understood it. */
export interface UnpreparedCommand extends Omit<GatedCommand, "parsed"> {
  /** For a patch that the command turns out to be, in milliseconds. */
  readonly timeoutMs: number;
}

/** The answer when the command is not to be run, else what is needed to run it. */
export type PreparedCommand =
  | { readonly kind: "answered"; readonly output: ToolOutput }
  | {
      readonly kind: "ready";
      readonly parsed: readonly ParsedCommand[];
      readonly gate: Omit<ApprovedRun<never>, "attempt">;
    };

/** Refuses what may not be asked for, applies a patch that stands in the command, and judges all else. */
export async function prepareCommand(
  ports: ToolPorts,
  turn: TurnContext,
  call: ToolCall,
  command: UnpreparedCommand,
  signal: AbortSignal,
): Promise<PreparedCommand> {
  const refusal = refuseEscalation(turn, command.permission);
  if (refusal !== undefined) {
    tellRefused(ports.commands, plainRefusal("escalation"), joinArgv(command.argv));
    return { kind: "answered", output: failedOutput(refusal) };
  }
  const patched = await interceptPatch(ports, turn, call, command, signal);
  if (patched) return { kind: "answered", output: patched };
  const parsed = await parseCommand(command.argv, () => ports.commands.loadBashParser());
  return { kind: "ready", parsed, gate: await gateCommand(ports, turn, call, { ...command, parsed }) };
}
