/** Judges one command line for one turn, and words the question to the user. */
import type { ParsedCommand } from "@codex-ts/protocol";
import { canonicalArgv, joinArgv, readCommandLine } from "@codex-ts/shell-command";
import type { TurnContext } from "../../ports/turn-context.ts";
import type { ToolCall } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";
import { commandRequirement, type SandboxPermission } from "./requirement.ts";
import type { ApprovedRun } from "./run-approved.ts";

/** What the model asked to be allowed, with its reasons. */
export interface PermissionRequest {
  readonly permission: SandboxPermission;
  readonly justification: string | undefined;
  readonly prefixRule: readonly string[] | undefined;
}

/** A command that wants to run. */
export interface GatedCommand {
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** Undefined for the one-shot tools. */
  readonly tty: boolean | undefined;
  readonly permission: PermissionRequest;
  readonly parsed: readonly ParsedCommand[];
}

/**
 * A refusal in words when the model asks for more than the sandbox gives although nobody can be asked: only
 * under `on-request` is there somebody. Comes before anything else is looked at or announced.
 */
export function refuseEscalation(turn: TurnContext, request: PermissionRequest): string | undefined {
  const { approval } = turn.policy;
  if (request.permission !== "require_escalated" || approval === "on-request") return undefined;
  return (
    `the approval policy is "${approval}", under which no command may ask for escalated permissions; ` +
    "run it without `sandbox_permissions`"
  );
}

/** Reads the command line, asks the rules, decides, and says how to ask; everything but the attempt itself. */
export async function gateCommand(
  ports: ToolPorts,
  turn: TurnContext,
  call: ToolCall,
  command: GatedCommand,
): Promise<Omit<ApprovedRun<never>, "attempt">> {
  const { commands } = ports;
  const { argv, cwd, tty, permission } = command;
  const line = await readCommandLine(argv, () => commands.loadBashParser(), turn.shell.path);
  const requirement = commandRequirement({
    line,
    verdict: commands.rules.judge(line),
    approval: turn.policy.approval,
    sandbox: turn.policy.sandbox,
    permission: permission.permission,
    proposedPrefix: permission.prefixRule,
    platform: commands.platform,
    userShell: turn.shell.path,
  });
  const key = {
    command: canonicalArgv(line),
    cwd,
    sandbox_permissions: permission.permission,
    ...(tty === undefined ? {} : { tty }),
  };
  return {
    call,
    approvalName: tty === undefined ? "shell" : "unified_exec",
    requirement,
    action: joinArgv(argv),
    cacheKeys: [JSON.stringify(key)],
    mayRetryUnconfined: turn.policy.approval === "on-failure" || turn.policy.approval === "untrusted",
    ask({ reason = permission.justification, amendment }, signal) {
      return ports.approvals.command(
        {
          call_id: call.callId,
          command: [...argv],
          cwd,
          ...(reason == null ? {} : { reason }),
          ...(amendment ? { proposed_execpolicy_amendment: [...amendment] } : {}),
          parsed_cmd: [...command.parsed],
        },
        signal,
      );
    },
  };
}
