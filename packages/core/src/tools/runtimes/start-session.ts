/** Starts a process of the session tools and tells what it did so far. */
import {
  likelyDenial,
  type ManagedProcess,
  type ProcessEnd,
  type SandboxPlan,
  sandboxEnvironment,
  unifiedExecEnvironment,
  WARN_PROCESSES,
} from "@codex-ts/exec-sandbox";
import { parseCommand } from "@codex-ts/shell-command";
import { prompts } from "../../generated/prompts.ts";
import { formatTruncated } from "../../history/truncate-output.ts";
import { userText } from "../../messages/text-message.ts";
import type { TurnContext } from "../../ports/turn-context.ts";
import { gateCommand, type PermissionRequest } from "../approval/command-gate.ts";
import { type Attempt, runApproved } from "../approval/run-approved.ts";
import { type AnnouncedCommand, announceBegin, announceEnd, announceOutput } from "../events/exec-events.ts";
import { sessionText } from "../exec-output.ts";
import { type ToolCall, type ToolOutput, textOutput } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";
import { newChunkId } from "./chunk-id.ts";
import { commandEnvironment } from "./run-shell.ts";

/** A command that may outlive its call. */
export interface SessionRequest {
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly tty: boolean;
  /** How long to wait for the end, in milliseconds. */
  readonly yieldMs: number;
  readonly maxOutputTokens: number;
  readonly permission: PermissionRequest;
}

/** Lead of every refusal and failure, which programs and models look for (tools facts, 4). */
const FAILED = "exec_command failed: ";

/** Asks where needed, starts the process, and reports its first output. */
export async function startSession(
  ports: ToolPorts,
  turn: TurnContext,
  call: ToolCall,
  request: SessionRequest,
  signal: AbortSignal,
): Promise<ToolOutput> {
  const { argv, cwd, tty, permission } = request;
  const gate = await gateCommand(ports.commands, turn, { argv, cwd, tty }, permission);
  const parsed = await parseCommand(argv, () => ports.commands.loadBashParser());
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
            command: [...argv],
            cwd,
            reason: reason ?? permission.justification ?? null,
            ...(amendment ? { proposed_execpolicy_amendment: [...amendment] } : {}),
            parsed_cmd: [...parsed],
          },
          asking,
        ),
      attempt: (plan) => attempt(ports, turn, call, request, parsed, plan, signal),
    },
    signal,
  );
  if (outcome.kind === "rejected") return textOutput(`${FAILED}${outcome.text}`);
  return textOutput(outcome.result);
}

async function attempt(
  ports: ToolPorts,
  turn: TurnContext,
  call: ToolCall,
  request: SessionRequest,
  parsed: AnnouncedCommand["parsed"],
  plan: SandboxPlan,
  signal: AbortSignal,
): Promise<Attempt<string>> {
  const { processes } = await ports.commands.open(signal);
  const startedAt = ports.commands.clock.now();
  const environment = unifiedExecEnvironment(commandEnvironment(ports.commands, turn));
  const child = await processes.start({
    argv: request.argv,
    cwd: request.cwd,
    env: sandboxEnvironment(environment, plan),
    plan,
    tty: request.tty,
  });
  const announcedEnd = follow(ports, turn, call, request, parsed, child, startedAt);
  if (processes.size >= WARN_PROCESSES) ports.history.record([userText(prompts["notes/too-many-sessions"])]);

  const collected = await collectOrKill(child, request.yieldMs, signal);
  const { end } = collected;
  if (end) {
    await announcedEnd;
    await processes.remove(child.id);
  }
  if (end?.kind === "not_started") return { isDenied: false, result: `${FAILED}${end.failure.message}` };
  const text = sessionText({
    chunkId: newChunkId(ports.commands.random),
    wallMs: collected.wallMs,
    exitCode: end?.exitCode,
    sessionId: end ? undefined : child.id,
    output: collected.output,
    maxOutputTokens: request.maxOutputTokens,
  });
  return { isDenied: isDenied(plan, end, collected.output), result: text };
}

/** An interrupt ends the process that its call was waiting for; others of the session live on. */
async function collectOrKill(child: ManagedProcess, yieldMs: number, signal: AbortSignal) {
  try {
    return await child.collect(yieldMs, signal);
  } catch (error) {
    await child.kill(0);
    throw error;
  }
}

function isDenied(plan: SandboxPlan, end: ProcessEnd | undefined, output: string): boolean {
  return (
    end?.kind === "exited" && likelyDenial(plan, { exitCode: end.exitCode, outputs: [output] }) !== undefined
  );
}

/**
 * Announces the process from its start to its end, whenever that is; the end may fall into a later turn and
 * still belongs to this one. Resolves when the end has been announced.
 */
function follow(
  ports: ToolPorts,
  turn: TurnContext,
  call: ToolCall,
  request: SessionRequest,
  parsed: AnnouncedCommand["parsed"],
  child: ManagedProcess,
  startedAt: number,
): Promise<void> {
  const command: AnnouncedCommand = {
    callId: call.callId,
    turnId: turn.turnId,
    processId: child.id,
    argv: request.argv,
    cwd: request.cwd,
    parsed,
    source: "unified_exec_startup",
  };
  ports.commands.callOfProcess.set(child.id, call.callId);
  announceBegin(ports.events, command);
  child.onOutput((bytes) => announceOutput(ports.events, call.callId, "stdout", bytes));
  return child.ended.then((end) => {
    ports.commands.callOfProcess.delete(child.id);
    const output =
      end.kind === "exited" ? formatTruncated(child.transcript(), turn.truncation) : end.failure.message;
    announceEnd(ports.events, command, {
      exitCode: end.kind === "exited" ? end.exitCode : -1,
      stdout: output,
      stderr: "",
      aggregated: output,
      formatted: output,
      durationMs: ports.commands.clock.now() - startedAt,
    });
  });
}
