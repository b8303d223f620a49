/** Applies a patch: check, approval, sandboxed run, events. */
import {
  affectedPaths,
  createNodePatchFs,
  formatSyntaxErrorForTool,
  parsePatch,
  type VerifiedChange,
  verifyPatch,
} from "@codex-ts/apply-patch";
import {
  DEFAULT_COMMAND_TIMEOUT_MS,
  likelyDenial,
  runCommand,
  type SandboxPlan,
} from "@codex-ts/exec-sandbox";
import type { FileChange } from "@codex-ts/protocol";
import type { TurnContext } from "../../ports/turn-context.ts";
import { patchRequirement } from "../approval/patch-safety.ts";
import {
  type ApprovedOutcome,
  type ApprovedRun,
  type Attempt,
  runApproved,
} from "../approval/run-approved.ts";
import { announceDiff } from "../events/diff-events.ts";
import { type ExecResult, execJson } from "../exec-output.ts";
import { failedOutput, type ToolCall, type ToolOutput, textOutput } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";

/** A patch as a tool was given it. */
export interface PatchRequest {
  readonly patch: string;
  /** Absolute; relative paths of the patch start here. */
  readonly cwd: string;
  /** What the calling tool allows; a patch gets at least the default, so that it is not cut off half-way. */
  readonly timeoutMs: number;
}

/** The changes of a patch that fits the files as they are. */
export type CheckedPatch =
  | { readonly ok: true; readonly changes: ReadonlyMap<string, VerifiedChange> }
  | { readonly ok: false; readonly output: ToolOutput };

/** Reads the patch and works it out against the disk; nothing is written or announced. */
export async function checkPatch(patch: string, cwd: string, signal: AbortSignal): Promise<CheckedPatch> {
  const parsed = parsePatch(patch);
  if (!parsed.ok) return refuse(formatSyntaxErrorForTool(parsed.error));
  const verified = await verifyPatch(parsed.patch, { cwd, fs: createNodePatchFs() }, signal);
  return verified.ok ? verified : refuse(verified.message);
}

function refuse(reason: string): CheckedPatch {
  return { ok: false, output: failedOutput(`apply_patch verification failed: ${reason}`) };
}

/** Applies a checked patch, after approval where the policy wants one. */
export async function runPatch(
  ports: ToolPorts,
  turn: TurnContext,
  call: ToolCall,
  request: PatchRequest,
  verified: ReadonlyMap<string, VerifiedChange>,
  signal: AbortSignal,
): Promise<ToolOutput> {
  const paths = affectedPaths(verified);
  const requirement = patchRequirement(ports.commands, turn, paths);
  if (requirement.kind === "forbidden") return failedOutput(requirement.text);

  const changes = toFileChanges(verified);
  const tracked = [...verified].map(([path, change]) => ({
    path,
    movePath: change.type === "update" ? change.movePath : undefined,
  }));
  await ports.diff.before(tracked);
  const place = { call_id: call.callId, turn_id: turn.turnId };
  const isAutomatic = requirement.kind === "run";
  ports.events.emit({ type: "patch_apply_begin", ...place, auto_approved: isAutomatic, changes });
  const announceEnd = (end: { stdout: string; stderr: string; success: boolean }) =>
    ports.events.emit({ type: "patch_apply_end", ...place, ...end, changes });
  const run: ApprovedRun<PatchAttempt> = {
    call,
    approvalName: "apply_patch",
    requirement,
    cacheKeys: paths,
    mayRetryUnconfined: turn.policy.approval !== "never",
    ask: ({ reason }, asking) =>
      ports.approvals.patch({ call_id: call.callId, changes, reason: reason ?? null }, asking),
    attempt: (plan) => attempt(ports, request, plan, signal),
  };
  let outcome: ApprovedOutcome<PatchAttempt>;
  try {
    outcome = await runApproved(ports, turn, run, signal);
  } catch (error) {
    announceEnd({
      stdout: "",
      stderr: error instanceof Error ? error.message : String(error),
      success: false,
    });
    throw error;
  }
  if (outcome.kind === "rejected") {
    const text = outcome.by === "user" ? "patch rejected by user" : outcome.text;
    announceEnd({ stdout: "", stderr: text, success: false });
    return failedOutput(text);
  }
  const { result, stdout, stderr, isAborted } = outcome.result;
  announceEnd({ stdout, stderr, success: result.exitCode === 0 });
  await announceDiff(ports.events, ports.diff);
  if (isAborted) signal.throwIfAborted();
  return { ...textOutput(execJson(result, turn.truncation)), hasFailed: result.exitCode !== 0 };
}

interface PatchAttempt {
  readonly result: ExecResult;
  readonly stdout: string;
  readonly stderr: string;
  /** True when the signal ended it. */
  readonly isAborted: boolean;
}

/** Runs this program as the patch tool, with an empty environment, under the given sandbox. */
async function attempt(
  ports: ToolPorts,
  request: PatchRequest,
  plan: SandboxPlan,
  signal: AbortSignal,
): Promise<Attempt<PatchAttempt>> {
  const { host } = await ports.commands.open(signal);
  const timeoutMs = Math.max(request.timeoutMs, DEFAULT_COMMAND_TIMEOUT_MS);
  const outcome = await runCommand(
    host,
    {
      argv: ports.commands.patchCommand,
      // Not an argument: those have a length limit (128 KiB on Linux), and any process can read them.
      stdin: request.patch,
      cwd: request.cwd,
      env: {},
      plan,
      timeoutMs,
      onDelta: () => undefined,
    },
    signal,
  );
  if (outcome.kind === "not_started") {
    const { message } = outcome.failure;
    const result = {
      exitCode: 1,
      output: message,
      durationMs: outcome.durationMs,
      timedOutAfterMs: undefined,
    };
    return { isDenied: false, result: { result, stdout: "", stderr: message, isAborted: false } };
  }
  const { exitCode, stdout, stderr, aggregated, durationMs, end } = outcome;
  const timedOutAfterMs = end === "timed_out" ? timeoutMs : undefined;
  return {
    isDenied: likelyDenial(plan, { exitCode, outputs: [stdout, stderr] }) !== undefined,
    result: {
      result: { exitCode, output: aggregated, durationMs, timedOutAfterMs },
      stdout,
      stderr,
      isAborted: end === "aborted",
    },
  };
}

function toFileChanges(verified: ReadonlyMap<string, VerifiedChange>): { [path: string]: FileChange } {
  return Object.fromEntries([...verified].map(([path, change]) => [path, toFileChange(change)]));
}

function toFileChange(change: VerifiedChange): FileChange {
  if (change.type !== "update") return { type: change.type, content: change.content };
  return { type: "update", unified_diff: change.unifiedDiff, move_path: change.movePath ?? null };
}
