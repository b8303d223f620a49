/** Applies a patch: check, approval, sandboxed run, events. */
import {
  affectedPaths,
  createNodePatchFs,
  formatSyntaxErrorForTool,
  parsePatch,
  type VerifiedChange,
  verifyPatch,
} from "@codex-ts/apply-patch";
import { DEFAULT_COMMAND_TIMEOUT_MS, runCommand, type SandboxPlan } from "@codex-ts/exec-sandbox";
import type { CallId, FileChange } from "@codex-ts/protocol";
import type { TurnContext } from "../../ports/turn-context.ts";
import { patchRequirement } from "../approval/patch-safety.ts";
import { type ApprovedRun, type Attempt, runApproved } from "../approval/run-approved.ts";
import { tellRefused } from "../approval/tell-refused.ts";
import { type CommandReport, emptyReport, isReportDenied, reportOf, runCourse } from "../command-course.ts";
import { isSuccess } from "../command-end.ts";
import { announceDiff } from "../events/diff-events.ts";
import { announceOutput } from "../events/exec-events.ts";
import { patchAnnouncements } from "../events/patch-events.ts";
import { execJson } from "../exec-output.ts";
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
  const action = paths.join(", ");
  if (requirement.kind === "forbidden") {
    tellRefused(ports.commands, requirement.refusal, action);
    return failedOutput(requirement.text);
  }

  await ports.diff.before(
    [...verified].map(([path, change]) => ({
      path,
      movePath: change.type === "update" ? change.movePath : undefined,
    })),
  );
  const { callId } = call;
  const changes = toFileChanges(verified);
  const run: Omit<ApprovedRun<CommandReport>, "attempt"> = {
    call,
    approvalName: "apply_patch",
    requirement,
    action,
    cacheKeys: paths,
    mayRetryUnconfined: turn.policy.approval !== "never",
    ask: ({ reason }, asking) =>
      ports.approvals.patch(
        { call_id: callId, changes, ...(reason === undefined ? {} : { reason }) },
        asking,
      ),
  };
  const isAutomatic = requirement.kind === "run";
  const announcements = patchAnnouncements({ callId, turnId: turn.turnId, changes, isAutomatic });
  const report = await runCourse(ports.events, announcements, async () => {
    const attempt = (plan: SandboxPlan) => attemptPatch(ports, callId, request, plan, signal);
    const outcome = await runApproved(ports, turn, { ...run, attempt }, signal);
    if (outcome.kind === "ran") return outcome.result;
    const reason = outcome.by === "user" ? "patch rejected by user" : outcome.text;
    return emptyReport("refused", reason);
  });
  const { end } = report;
  if (end.kind === "refused" || end.kind === "not-started") return failedOutput(end.reason);
  await announceDiff(ports.events, ports.diff);
  if (end.kind === "aborted") signal.throwIfAborted();
  return { ...textOutput(execJson(report, turn.truncation)), hasFailed: !isSuccess(end) };
}

/** Runs this program as the patch tool, with an empty environment, under the given sandbox. */
async function attemptPatch(
  ports: ToolPorts,
  callId: CallId,
  request: PatchRequest,
  plan: SandboxPlan,
  signal: AbortSignal,
): Promise<Attempt<CommandReport>> {
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
      onDelta: ({ stream, bytes }) => announceOutput(ports.events, callId, stream, bytes),
    },
    signal,
  );
  const report = reportOf(outcome, timeoutMs);
  return { result: report, isDenied: isReportDenied(plan, report) };
}

function toFileChanges(verified: ReadonlyMap<string, VerifiedChange>): { [path: string]: FileChange } {
  return Object.fromEntries([...verified].map(([path, change]) => [path, toFileChange(change)]));
}

function toFileChange(change: VerifiedChange): FileChange {
  if (change.type !== "update") return { type: change.type, content: change.content };
  return { type: "update", unified_diff: change.unifiedDiff, move_path: change.movePath ?? null };
}
