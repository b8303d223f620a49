/** The common course of the one-shot shell tools. */
import path from "node:path";
import { likelyDenial, runCommand, type SandboxPlan } from "@codex-ts/exec-sandbox";
import type { TurnContext } from "../../ports/turn-context.ts";
import type { PermissionRequest } from "../approval/command-gate.ts";
import { type ApprovedOutcome, type Attempt, runApproved } from "../approval/run-approved.ts";
import {
  type AnnouncedCommand,
  type AnnouncedEnd,
  announceBegin,
  announceEnd,
  announceOutput,
} from "../events/exec-events.ts";
import { type ExecResult, execJson, execText } from "../exec-output.ts";
import { failedOutput, type ToolCall, type ToolOutput, textOutput } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";
import { commandEnvironment } from "./command-environment.ts";
import { prepareCommand } from "./prepare-command.ts";

/** A one-shot command as a tool understood it. */
export interface ShellRequest {
  readonly argv: readonly string[];
  /** As the model gave it; relative to the turn's folder. */
  readonly workdir: string | undefined;
  readonly timeoutMs: number;
  readonly permission: PermissionRequest;
  /** How the model reads the result. */
  readonly layout: "text" | "json";
}

/**
 * Runs a command to its end, with approval, sandbox and events: one begin and one end, whatever happens in
 * between. Rejects with the signal's reason when the command was interrupted.
 */
export async function runShell(
  ports: ToolPorts,
  turn: TurnContext,
  call: ToolCall,
  request: ShellRequest,
  signal: AbortSignal,
): Promise<ToolOutput> {
  const { argv, permission, timeoutMs } = request;
  if (argv.length === 0) return failedOutput("`command` is empty: nothing to run");
  const cwd = path.resolve(turn.cwd, request.workdir ?? ".");
  const unprepared = { argv, cwd, tty: undefined, permission, timeoutMs };
  const prepared = await prepareCommand(ports, turn, call, unprepared, signal);
  if (prepared.kind === "answered") return prepared.output;

  const { parsed, gate } = prepared;
  const command: AnnouncedCommand = {
    callId: call.callId,
    turnId: turn.turnId,
    processId: undefined,
    argv,
    cwd,
    parsed,
    source: "agent",
  };
  announceBegin(ports.events, command);
  const run = {
    ...gate,
    attempt: (plan: SandboxPlan) => attempt(ports, turn, command, request, plan, signal),
  };
  let outcome: ApprovedOutcome<ShellAttempt>;
  try {
    outcome = await runApproved(ports, turn, run, signal);
  } catch (error) {
    announceEnd(ports.events, command, notRun(error instanceof Error ? error.message : String(error)));
    throw error;
  }
  const { end, text, isAborted } = outcome.kind === "ran" ? outcome.result : rejection(outcome);
  announceEnd(ports.events, command, end);
  if (isAborted) signal.throwIfAborted();
  return { ...textOutput(text), hasFailed: end.exitCode !== 0 };
}

interface ShellAttempt {
  readonly end: AnnouncedEnd;
  readonly text: string;
  /** True when the signal ended the command. */
  readonly isAborted: boolean;
}

async function attempt(
  ports: ToolPorts,
  turn: TurnContext,
  command: AnnouncedCommand,
  request: ShellRequest,
  plan: SandboxPlan,
  signal: AbortSignal,
): Promise<Attempt<ShellAttempt>> {
  const { host } = await ports.commands.open(signal);
  const asked = {
    argv: request.argv,
    cwd: command.cwd,
    env: commandEnvironment(ports.commands, turn),
  };
  const outcome = await runCommand(
    host,
    {
      ...(ports.commands.fromSnapshot?.(asked) ?? asked),
      plan,
      timeoutMs: request.timeoutMs,
      onDelta: ({ stream, bytes }) => announceOutput(ports.events, command.callId, stream, bytes),
    },
    signal,
  );
  if (outcome.kind === "not_started") {
    const { message } = outcome.failure;
    return { isDenied: false, result: { end: notRun(message), text: message, isAborted: false } };
  }
  const { exitCode, stdout, stderr, aggregated, durationMs } = outcome;
  const result: ExecResult = {
    exitCode,
    output: aggregated,
    durationMs,
    timedOutAfterMs: outcome.end === "timed_out" ? request.timeoutMs : undefined,
  };
  const text = (request.layout === "json" ? execJson : execText)(result, turn.truncation);
  const denial = likelyDenial(plan, { exitCode, outputs: [stdout, stderr, aggregated] });
  const end = { exitCode, stdout, stderr, aggregated, formatted: aggregated, durationMs };
  return {
    isDenied: denial !== undefined && outcome.end === "exited",
    result: { end, text, isAborted: outcome.end === "aborted" },
  };
}

function rejection({ by, text }: Extract<ApprovedOutcome<ShellAttempt>, { kind: "rejected" }>): ShellAttempt {
  const told = by === "user" ? "exec command rejected by user" : text;
  return { end: notRun(told), text: told, isAborted: false };
}

/** The end of a command that never ran; -1 stands for "no exit code" in events of 0.99.0. */
function notRun(text: string): AnnouncedEnd {
  return { exitCode: -1, stdout: "", stderr: text, aggregated: text, formatted: text, durationMs: 0 };
}
