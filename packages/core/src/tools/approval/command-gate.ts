/** Judges one command line for one turn. */
import { canonicalArgv, readCommandLine } from "@codex-ts/shell-command";
import type { TurnContext } from "../../ports/turn-context.ts";
import type { CommandServices } from "../command-services.ts";
import { type CommandRequirement, commandRequirement, type SandboxPermission } from "./requirement.ts";

/** What the model asked to be allowed, with its reasons. */
export interface PermissionRequest {
  readonly permission: SandboxPermission;
  readonly justification: string | undefined;
  readonly prefixRule: readonly string[] | undefined;
}

/** The verdict on a command, and the key under which an approval for the session is kept. */
export interface GatedCommand {
  readonly requirement: CommandRequirement;
  readonly cacheKeys: readonly string[];
}

/** Reads the command line, asks the rules, and decides. `tty` is undefined for the one-shot tools. */
export async function gateCommand(
  commands: CommandServices,
  turn: TurnContext,
  command: { readonly argv: readonly string[]; readonly cwd: string; readonly tty: boolean | undefined },
  request: PermissionRequest,
): Promise<GatedCommand> {
  const refusal = refuseEscalation(turn, request);
  if (refusal) return { requirement: { kind: "forbidden", text: refusal }, cacheKeys: [] };
  const line = await readCommandLine(command.argv, () => commands.loadBashParser(), turn.shell.path);
  const requirement = commandRequirement({
    line,
    verdict: commands.rules.judge(line),
    approval: turn.policy.approval,
    sandbox: turn.policy.sandbox,
    permission: request.permission,
    proposedPrefix: request.prefixRule,
    platform: commands.platform,
    userShell: turn.shell.path,
  });
  const key = {
    command: canonicalArgv(line),
    cwd: command.cwd,
    sandbox_permissions: request.permission,
    ...(command.tty === undefined ? {} : { tty: command.tty }),
  };
  return { requirement, cacheKeys: [JSON.stringify(key)] };
}

/** Only under `on-request` is there somebody to ask for more than the sandbox gives. */
function refuseEscalation(turn: TurnContext, request: PermissionRequest): string | undefined {
  const { approval } = turn.policy;
  if (request.permission !== "require_escalated" || approval === "on-request") return undefined;
  return (
    `the approval policy is "${approval}", under which no command may ask for escalated permissions; ` +
    "run it without `sandbox_permissions`"
  );
}
