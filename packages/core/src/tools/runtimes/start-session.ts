/** Starts a process of the session tools and tells what it did so far. */
import {
  type Collected,
  type ManagedProcess,
  type SandboxPlan,
  unifiedExecEnvironment,
  WARN_PROCESSES,
} from "@codex-ts/exec-sandbox";
import { joinArgv } from "@codex-ts/shell-command";
import { prompts } from "../../generated/prompts.ts";
import { userText } from "../../messages/text-message.ts";
import type { TurnContext } from "../../ports/turn-context.ts";
import type { PermissionRequest } from "../approval/command-gate.ts";
import { type Attempt, runApproved } from "../approval/run-approved.ts";
import { tellRefused } from "../approval/tell-refused.ts";
import { endOfProcess, isDenied } from "../command-end.ts";
import { formatSessionOutput } from "../exec-output.ts";
import { failedOutput, type ToolCall, type ToolOutput, textOutput } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";
import { commandEnvironment } from "./command-environment.ts";
import { followProcess, type ProcessFollower } from "./follow-process.ts";
import { prepareCommand } from "./prepare-command.ts";
import { sessionReply } from "./session-reply.ts";

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
const DENIED =
  "The output reads as if the sandbox had denied the command something: see the limits that were stated at the start.";

/** Characters of a denied command's output that a front end is told. */
const MAX_DETAIL_LENGTH = 300;

/** A process that ends within this time may have been denied before it did anything worth telling (0.99.0). */
const EARLY_END_MS = 150;

/** Asks where needed, starts the process, and reports its first output. */
export async function startSession(
  ports: ToolPorts,
  turn: TurnContext,
  call: ToolCall,
  request: SessionRequest,
  signal: AbortSignal,
): Promise<ToolOutput> {
  const { argv, cwd, tty, permission } = request;
  const unprepared = { argv, cwd, tty, permission, timeoutMs: request.yieldMs };
  const prepared = await prepareCommand(ports, turn, call, unprepared, signal);
  if (prepared.kind === "answered") return prepared.output;

  const { parsed, gate } = prepared;
  const follower = followProcess(ports, turn, {
    callId: call.callId,
    turnId: turn.turnId,
    argv,
    cwd,
    parsed,
    source: "unified_exec_startup",
  });
  const run = {
    ...gate,
    attempt: (plan: SandboxPlan) => attempt(ports, turn, request, plan, follower, signal),
  };
  try {
    const outcome = await runApproved(ports, turn, run, signal);
    if (outcome.kind === "rejected") return failedOutput(`${FAILED}${outcome.text}`);
    const { text: reply, untoldOutput } = outcome.result;
    if (untoldOutput !== undefined) {
      const detail = untoldOutput.slice(0, MAX_DETAIL_LENGTH) || undefined;
      tellRefused(ports.commands, { cause: "sandbox", detail, prefix: undefined }, joinArgv(argv));
    }
    const text = outcome.isDenied ? `${FAILED}${reply}\n${DENIED}` : reply;
    return { ...textOutput(text), hasFailed: text.startsWith(FAILED) };
  } finally {
    // Only now is it known that no further attempt takes the place of the last process.
    follower.settle();
  }
}

/** What the model reads, and the output of a command that was denied before any event told of it. */
interface SessionStart {
  readonly text: string;
  readonly untoldOutput: string | undefined;
}

const failedStart = (message: string): SessionStart => ({
  text: `${FAILED}${message}`,
  untoldOutput: undefined,
});

async function attempt(
  ports: ToolPorts,
  turn: TurnContext,
  request: SessionRequest,
  plan: SandboxPlan,
  follower: ProcessFollower,
  signal: AbortSignal,
): Promise<Attempt<SessionStart>> {
  const { processes } = await ports.commands.open(signal);
  const startedAt = ports.commands.clock.now();
  const { argv, cwd } = request;
  const env = unifiedExecEnvironment(commandEnvironment(ports.commands, turn));
  const command = ports.commands.fromSnapshot?.({ argv, cwd, env }) ?? { argv, cwd, env };
  const child = await processes.start({ ...command, plan, tty: request.tty });
  const early = await collectOrKill(child, Math.min(EARLY_END_MS, request.yieldMs), signal, () =>
    follower.follow(child, startedAt, undefined),
  );
  if (early.end?.kind === "not_started") {
    await processes.remove(child.id);
    return { isDenied: false, result: failedStart(early.end.failure.message) };
  }
  // Of a command that was denied at once only the model hears; on a terminal everybody does.
  const isDeniedEarly = hasBeenDenied(plan, early) && !request.tty;
  if (!isDeniedEarly) {
    follower.follow(
      child,
      startedAt,
      early.end && formatSessionOutput(early.output, request.maxOutputTokens),
    );
  }
  if (processes.size >= WARN_PROCESSES) {
    ports.telemetry.count("codex.model_warning", {});
    ports.history.record([userText(prompts["notes/too-many-sessions"])]);
  }

  const rest = early.end
    ? NOTHING
    : await collectOrKill(child, Math.max(0, request.yieldMs - early.wallMs), signal);
  const all = {
    end: early.end ?? rest.end,
    output: early.output + rest.output,
    wallMs: early.wallMs + rest.wallMs,
  };
  if (all.end) await processes.remove(child.id);
  if (all.end?.kind === "not_started") {
    return { isDenied: false, result: failedStart(all.end.failure.message) };
  }
  const text = sessionReply(child, all, request.maxOutputTokens, ports.commands.random);
  const untoldOutput = isDeniedEarly ? early.output.trim() : undefined;
  return { isDenied: hasBeenDenied(plan, all), result: { text, untoldOutput } };
}

const NOTHING = { end: undefined, output: "", wallMs: 0 } as const;

/** An interrupt ends the process that its call was waiting for; others of the session live on. */
async function collectOrKill(
  child: ManagedProcess,
  yieldMs: number,
  signal: AbortSignal,
  onInterrupt: () => void = () => undefined,
) {
  try {
    return await child.collect(yieldMs, signal);
  } catch (error) {
    onInterrupt();
    await child.kill(0);
    throw error;
  }
}

function hasBeenDenied(plan: SandboxPlan, { end, output }: Pick<Collected, "end" | "output">): boolean {
  return end !== undefined && isDenied(plan, endOfProcess(end), [output]);
}
