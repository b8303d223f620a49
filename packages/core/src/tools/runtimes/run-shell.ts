/** The common course of the one-shot shell tools. */
import path from "node:path";
import { runCommand, type SandboxPlan } from "@codex-ts/exec-sandbox";
import type { TurnContext } from "../../ports/turn-context.ts";
import type { PermissionRequest } from "../approval/command-gate.ts";
import { type Attempt, runApproved } from "../approval/run-approved.ts";
import { type CommandReport, emptyReport, isReportDenied, reportOf, runCourse } from "../command-course.ts";
import { isSuccess } from "../command-end.ts";
import { type AnnouncedCommand, announceOutput, execAnnouncements } from "../events/exec-events.ts";
import { execJson, execText } from "../exec-output.ts";
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

  const command: AnnouncedCommand = {
    callId: call.callId,
    turnId: turn.turnId,
    processId: undefined,
    channel: "one-shot",
    argv,
    cwd,
    parsed: prepared.parsed,
    source: "agent",
  };
  const report = await runCourse(ports.events, execAnnouncements(command), async () => {
    const attempt = (plan: SandboxPlan) => attemptShell(ports, turn, command, timeoutMs, plan, signal);
    const outcome = await runApproved(ports, turn, { ...prepared.gate, attempt }, signal);
    if (outcome.kind === "ran") return outcome.result;
    const reason = outcome.by === "user" ? "exec command rejected by user" : outcome.text;
    return emptyReport("refused", reason);
  });
  const { end } = report;
  if (end.kind === "aborted") signal.throwIfAborted();
  if (end.kind === "not-started" || end.kind === "refused") return failedOutput(end.reason);
  const text = (request.layout === "json" ? execJson : execText)(report, turn.truncation);
  return { ...textOutput(text), hasFailed: !isSuccess(end) };
}

async function attemptShell(
  ports: ToolPorts,
  turn: TurnContext,
  { callId, argv, cwd }: AnnouncedCommand,
  timeoutMs: number,
  plan: SandboxPlan,
  signal: AbortSignal,
): Promise<Attempt<CommandReport>> {
  const { host, leftovers } = await ports.commands.open(signal);
  const asked = { argv, cwd, env: commandEnvironment(ports.commands, turn) };
  const outcome = await runCommand(
    host,
    {
      ...(ports.commands.fromSnapshot?.(asked) ?? asked),
      plan,
      timeoutMs,
      onDelta: ({ stream, bytes }) => announceOutput(ports.events, callId, stream, bytes),
      leftovers,
    },
    signal,
  );
  const report = reportOf(outcome, timeoutMs, turn.truncation);
  return { result: report, isDenied: isReportDenied(plan, report) };
}
