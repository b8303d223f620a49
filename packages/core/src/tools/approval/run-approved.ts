/** From approval over the first attempt to a retry without sandbox: the one way to run something. */
import { type SandboxPlan, selectSandbox } from "@codex-ts/exec-sandbox";
import type { ReviewDecision } from "@codex-ts/protocol";
import type { TurnContext } from "../../ports/turn-context.ts";
import type { CommandServices } from "../command-services.ts";
import type { ToolPorts } from "../tool-ports.ts";
import { acceptRule } from "./accept-rule.ts";
import type { CommandRequirement } from "./requirement.ts";
import { type DecidedCall, tellDecision } from "./tell-decision.ts";
import { tellRefused } from "./tell-refused.ts";

/** One way of doing the work, under a sandbox that was decided before. */
export interface Attempt<Result> {
  readonly result: Result;
  /** True when the sandbox, not the command, seems to have made it fail. */
  readonly isDenied: boolean;
}

/** What is to be run, and how to ask for it. */
export interface ApprovedRun<Result> extends DecidedCall {
  readonly requirement: CommandRequirement;
  /** The command line, or the paths that a patch changes, for people. */
  readonly action: string;
  /** Remembered when the user approves for the session; all must be known to skip the question. */
  readonly cacheKeys: readonly string[];
  /** May a denied attempt be repeated without a sandbox, after a question? */
  readonly mayRetryUnconfined: boolean;
  readonly ask: (
    question: { readonly reason: string | undefined; readonly amendment: readonly string[] | undefined },
    signal: AbortSignal,
  ) => Promise<ReviewDecision>;
  readonly attempt: (plan: SandboxPlan) => Promise<Attempt<Result>>;
}

/** How it went. */
export type ApprovedOutcome<Result> =
  | { readonly kind: "ran"; readonly result: Result; readonly isDenied: boolean }
  | { readonly kind: "rejected"; readonly by: "user" | "policy"; readonly text: string };

/** The question that is asked before a denied command is repeated (Codex 0.99.0). */
const RETRY_REASON = "command failed; retry without sandbox?";

/** Asks where needed, runs, and offers a second attempt without sandbox where the policy allows. */
export async function runApproved<Result>(
  ports: ToolPorts,
  turn: TurnContext,
  run: ApprovedRun<Result>,
  signal: AbortSignal,
): Promise<ApprovedOutcome<Result>> {
  const { commands } = ports;
  const { requirement } = run;
  if (requirement.kind === "forbidden") {
    tellRefused(commands, requirement.refusal, run.action);
    return { kind: "rejected", by: "policy", text: requirement.text };
  }

  let isApproved = requirement.kind === "ask" && commands.approved.hasAll(run.cacheKeys);
  if (requirement.kind === "run") tellDecision(ports, run, "approved", { source: "Config", isAsked: false });
  if (isApproved) tellDecision(ports, run, "approved_for_session", { source: "User", isAsked: false });
  if (requirement.kind === "ask" && !isApproved) {
    if (!(await isApprovedByUser(ports, run, requirement, signal))) return rejectedByUser;
    isApproved = true;
  }
  const isBypassed = requirement.isSandboxBypassed;
  const first = await run.attempt(await decidePlan(commands, turn, isBypassed, signal));
  if (!first.isDenied || isBypassed || !run.mayRetryUnconfined) return { kind: "ran", ...first };

  const retry = { reason: RETRY_REASON, amendment: requirement.amendment };
  if (!isApproved && !(await isApprovedByUser(ports, run, retry, signal))) return rejectedByUser;
  return { kind: "ran", ...(await run.attempt(await decidePlan(commands, turn, true, signal))) };
}

const rejectedByUser = { kind: "rejected", by: "user", text: "rejected by user" } as const;

async function isApprovedByUser<Result>(
  ports: ToolPorts,
  run: ApprovedRun<Result>,
  question: Parameters<ApprovedRun<Result>["ask"]>[0],
  signal: AbortSignal,
): Promise<boolean> {
  const decision = await run.ask(question, signal);
  tellDecision(ports, run, decision, { source: "User", isAsked: true });
  if (decision === "denied" || decision === "abort") return false;
  if (decision === "approved_for_session") ports.commands.approved.add(run.cacheKeys);
  if (typeof decision === "object") {
    await acceptRule(ports, decision.approved_execpolicy_amendment.proposed_execpolicy_amendment);
  }
  return true;
}

async function decidePlan(
  commands: CommandServices,
  turn: TurnContext,
  isBypassed: boolean,
  signal: AbortSignal,
): Promise<SandboxPlan> {
  const { host } = await commands.open(signal);
  return selectSandbox({
    policy: turn.policy.sandbox,
    policyCwd: turn.cwd,
    tmpdir: commands.inherited["TMPDIR"],
    platform: commands.platform,
    support: host.support,
    approval: isBypassed ? "approved-without-sandbox" : "keep-sandbox",
    network: await commands.network?.access(host, signal),
  });
}
