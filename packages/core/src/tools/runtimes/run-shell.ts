/** The common course of the one-shot shell tools. */
import path from "node:path";
import {
  likelyDenial,
  runCommand,
  type SandboxPlan,
  sandboxEnvironment,
  shellEnvironment,
} from "@codex-ts/exec-sandbox";
import { parseCommand } from "@codex-ts/shell-command";
import type { TurnContext } from "../../ports/turn-context.ts";
import { gateCommand, type PermissionRequest } from "../approval/command-gate.ts";
import { type Attempt, runApproved } from "../approval/run-approved.ts";
import { interceptPatch } from "../builtin/patch-intercept.ts";
import type { CommandServices } from "../command-services.ts";
import {
  type AnnouncedCommand,
  type AnnouncedEnd,
  announceBegin,
  announceEnd,
  announceOutput,
} from "../events/exec-events.ts";
import { type ExecResult, execJson, execText } from "../exec-output.ts";
import { type ToolCall, type ToolOutput, textOutput } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";

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

/** Runs a command to its end, with approval, sandbox and events. */
export async function runShell(
  ports: ToolPorts,
  turn: TurnContext,
  call: ToolCall,
  request: ShellRequest,
  signal: AbortSignal,
): Promise<ToolOutput> {
  const cwd = path.resolve(turn.cwd, request.workdir ?? ".");
  const patched = await interceptPatch(ports, turn, call, { ...request, cwd }, signal);
  if (patched) return patched;

  const gate = await gateCommand(
    ports.commands,
    turn,
    { argv: request.argv, cwd, tty: undefined },
    request.permission,
  );
  const command: AnnouncedCommand = {
    callId: call.callId,
    turnId: turn.turnId,
    processId: undefined,
    argv: request.argv,
    cwd,
    parsed: await parseCommand(request.argv, () => ports.commands.loadBashParser()),
    source: "agent",
  };
  announceBegin(ports.events, command);
  const outcome = await runApproved(
    ports.commands,
    turn,
    {
      requirement: gate.requirement,
      cacheKeys: gate.cacheKeys,
      mayRetryUnconfined: turn.policy.approval === "on-failure" || turn.policy.approval === "untrusted",
      ask: ({ reason, amendment }, asking) =>
        ports.approvals.command(
          {
            call_id: call.callId,
            command: [...request.argv],
            cwd,
            reason: reason ?? request.permission.justification ?? null,
            ...(amendment ? { proposed_execpolicy_amendment: [...amendment] } : {}),
            parsed_cmd: [...command.parsed],
          },
          asking,
        ),
      attempt: (plan) => attempt(ports, turn, command, request, plan, signal),
    },
    signal,
  );
  if (outcome.kind === "rejected") {
    const text = outcome.by === "user" ? "exec command rejected by user" : outcome.text;
    announceEnd(ports.events, command, notRun(text));
    return textOutput(text);
  }
  const { end, text } = outcome.result;
  announceEnd(ports.events, command, end);
  return textOutput(text);
}

interface ShellAttempt {
  readonly end: AnnouncedEnd;
  readonly text: string;
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
  const outcome = await runCommand(
    host,
    {
      argv: request.argv,
      cwd: command.cwd,
      env: sandboxEnvironment(commandEnvironment(ports.commands, turn), plan),
      plan,
      timeoutMs: request.timeoutMs,
      onDelta: ({ stream, bytes }) => announceOutput(ports.events, command.callId, stream, bytes),
    },
    signal,
  );
  if (outcome.kind === "not_started") {
    const { message } = outcome.failure;
    return { isDenied: false, result: { end: notRun(message), text: message } };
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
  return {
    isDenied: denial !== undefined && outcome.end === "exited",
    result: { end: { exitCode, stdout, stderr, aggregated, formatted: aggregated, durationMs }, text },
  };
}

/** The environment of a tool command, before the sandbox adds its announcements. */
export function commandEnvironment(commands: CommandServices, turn: TurnContext): Record<string, string> {
  return shellEnvironment({
    policy: commands.environmentPolicy,
    inherited: commands.inherited,
    platform: commands.platform,
    threadId: turn.threadId,
  });
}

/** The end of a command that never ran; -1 stands for "no exit code" in events of 0.99.0. */
function notRun(text: string): AnnouncedEnd {
  return { exitCode: -1, stdout: "", stderr: text, aggregated: text, formatted: text, durationMs: 0 };
}
